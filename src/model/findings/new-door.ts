import type { DecidingRule, Door, FindingCore } from './finding-core.ts';

/** Someone new was let in through a door that does not stand open to any. One a door; `sources` are those let in for the first time. */
export interface NewDoor extends FindingCore {
  readonly finding: 'new-door';
  readonly door: Door;
  readonly targetName: string;
  readonly flows: number;
  readonly countries: readonly string[];
  readonly allowedBy: DecidingRule;
}
