import type { DecidingRule, Door, FindingCore, Replied } from './finding-core.ts';

/** A watched port of a target stands open to any, or has been closed within the last 24 hours. One a door. */
export interface Exposure extends FindingCore {
  readonly finding: 'exposure';
  readonly door: Door;
  readonly targetName: string;
  readonly state: 'open' | 'closed';
  /** What the door was before it opened, as far as the history tells. */
  readonly before: 'closed' | 'unknown';
  /** Start of the slot of its closing, ms; null while it is open. */
  readonly closedAtMs: number | null;
  /** The last slot in which anyone was let in (expected sources left out), ms: its start. */
  readonly lastLetInAtMs: number;
  /** In the window: let-in flows, and distinct sources, networks (/16, /32) and countries of them (most flows first). */
  readonly flows: number;
  readonly sourcesLetIn: number;
  readonly networksLetIn: number;
  readonly countries: readonly string[];
  readonly replied: Replied;
  /** The rule that let in most of them. */
  readonly allowedBy: DecidingRule;
}
