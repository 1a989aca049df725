import type { DecidingRule, Door, FindingCore } from './finding-core.ts';

/** A door that stands open to any, as the first message tells it. */
export interface OpenDoor extends Door {
  readonly targetName: string;
  readonly openedAtMs: number;
  readonly allowedBy: DecidingRule;
}

/** Knockwatch has begun to watch. There is one; its key is `first-start`. */
export interface FirstStart extends FindingCore {
  readonly finding: 'first-start';
  readonly flowLogs: number;
  readonly targets: number;
  readonly watchedPorts: number;
  /** Since when there are records in the window, ms. */
  readonly watchedSinceMs: number;
  /** The last 24 hours of every flow log had been read by then; else it is told 30 minutes after the start with what there is. */
  readonly isComplete: boolean;
  /** Doors that stand open now, by target and port; those that come to within 24 hours of the installation are added. */
  readonly openDoors: readonly OpenDoor[];
  /** Names of findings that are told (`on`), and of those that are counted in the digest only. */
  readonly told: readonly string[];
  readonly shadowed: readonly string[];
  /** When the history is long enough for findings that learn, ms. */
  readonly learnsUntilMs: number;
}
