import type { FindingId } from '../../model/finding-kind.ts';

/** One thing that a finding asks for, and what there is. */
export interface Check {
  readonly isMet: boolean;
  /** `2 denials on 3389/tcp of vm-db1, 3 needed` */
  readonly text: string;
  /** What there is and what is needed; null where it is not a matter of numbers. */
  readonly value: number | null;
  readonly bound: number | null;
}

/** Whether a finding is there for some source, and by which of the things that it asks for. */
export interface Condition {
  readonly finding: FindingId;
  /** `met`: the detector finds it. `not-asked`: it is not looked for there, the only check says why. */
  readonly outcome: 'met' | 'missed' | 'not-asked';
  /** The key of the finding, were it met; null where there is nothing that it could be about. */
  readonly key: string | null;
  /** What it is or would be about: `3389/tcp of vm-db1`, a label, a rule's group; '' for nothing in particular. */
  readonly about: string;
  /** All hold where it is met; in the order in which they are asked. */
  readonly checks: readonly Check[];
}

/** A check that is not about numbers. */
export const holds = (isMet: boolean, text: string): Check => ({ isMet, text, value: null, bound: null });

/** A check for at least so many. */
export const reaches = (value: number, bound: number, text: string): Check => ({ isMet: value >= bound, text, value, bound });

/** A condition that is met when all its checks are. */
export function conditionOf(finding: FindingId, key: string | null, about: string, checks: readonly Check[]): Condition {
  return { finding, outcome: checks.every(({ isMet }) => isMet) ? 'met' : 'missed', key, about, checks };
}

/** A finding that is not looked for. */
export const notAsked = (finding: FindingId, text: string): Condition => ({
  finding,
  outcome: 'not-asked',
  key: null,
  about: '',
  checks: [holds(false, text)],
});
