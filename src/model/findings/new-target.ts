import type { Target } from '../facts.ts';
import type { FindingCore } from './finding-core.ts';

/** A target is reached from the internet for the first time in 14 days. One a target (or group of targets that settings name). */
export interface NewTarget extends FindingCore {
  readonly finding: 'new-target';
  readonly target: Target;
  readonly targetName: string;
  /** In the window. */
  readonly denied: number;
  readonly allowed: number;
}
