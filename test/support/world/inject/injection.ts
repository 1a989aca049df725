import type { FindingKind } from '../../../../src/model/finding-kind.ts';
import type { Closing, Opening } from '../firewall.ts';
import type { Actor, SeenKnock } from '../knock.ts';

/** What is put into a world to be found. */
export type InjectedKind =
  | 'slow-rdp'
  | 'slow-rdp-after-touch'
  | 'slow-ssh'
  | 'vertical-scan'
  | 'prefix-in-company'
  | 'breakthrough-same-port'
  | 'breakthrough-other-port'
  | 'exposure'
  | 'widened-rule'
  | 'locked-out'
  | 'campaign';

/** Watches what happens to it, in order of time, and knows by the text of the definitions when it was decided. */
export interface Judge {
  readonly see: (knock: SeenKnock) => void;
  /** Time of the deciding flow, ms; null before. */
  readonly decidedAtMs: () => number | null;
}

/** Something to be found, and the truth about it. */
export interface Injection {
  readonly kind: InjectedKind;
  /** What is to be said about it. */
  readonly finding: FindingKind;
  readonly fromMs: number;
  readonly untilMs: number;
  /** Whose addresses they are; none where it is about nobody in particular. */
  readonly sources: ReadonlySet<string>;
  /** Where it is aimed at, or what changes; null where it is everywhere. */
  readonly place: number | null;
  readonly port: number;
  readonly actor: Actor;
  readonly openings: readonly Opening[];
  readonly closings: readonly Closing[];
  /** Whether a knock has to do with it. */
  readonly concerns: (source: string, place: number, port: number) => boolean;
  readonly judge: Judge;
}
