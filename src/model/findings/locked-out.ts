import type { DecidingRule, Door, FindingCore } from './finding-core.ts';

/** An expected source is denied at a door where it is expected. One a label and door. */
export interface LockedOut extends FindingCore {
  readonly finding: 'locked-out';
  /** Of the entry in `expectedSources`. */
  readonly label: string;
  readonly door: Door;
  readonly targetName: string;
  /** Country of its first source, ISO 3166-1 alpha-2, or ''. */
  readonly country: string;
  readonly denials: number;
  readonly firstDeniedAtMs: number;
  readonly lastDeniedAtMs: number;
  readonly deniedBy: DecidingRule;
  /** When it was last let in there within the window, ms; null where it was not. */
  readonly lastLetInAtMs: number | null;
}
