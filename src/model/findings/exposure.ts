import type { DecidingRule, Door, FindingCore, Replied } from './finding-core.ts';

/**
 * A watched port of a target stands open to any, or has been closed within the last 24 hours. One a door; it opens with the slot of the
 * door's last opening.
 *
 * The history forgets after 14 days: of a door that has stood open for longer `openedAtMs` moves on with it, `before` is `unknown` and
 * `isFromStart` false. What an incident knows of the same opening (`before` still `unknown`) it must keep.
 */
export interface Exposure extends FindingCore {
  readonly finding: 'exposure';
  readonly door: Door;
  readonly targetName: string;
  readonly state: 'open' | 'closed';
  /** What the door was before it opened, as far as the history tells. */
  readonly before: 'closed' | 'unknown';
  /** Start of the slot of its closing, ms; null while it is open. */
  readonly closedAtMs: number | null;
  /** It opened before its flow log was first seen, or from `unknown` within the first 24 hours: the first message lists it. */
  readonly isFromStart: boolean;
  /**
   * The last slot in which anyone was let in (expected sources left out), ms: its start. Before the window as far as the history tells: the
   * first let-in of each source a day.
   */
  readonly lastLetInAtMs: number;
  /** In the window, up to its closing: let-in flows, and distinct sources, networks (/16, /32) and countries of them (most flows first). */
  readonly flows: number;
  readonly sourcesLetIn: number;
  readonly networksLetIn: number;
  readonly countries: readonly string[];
  readonly replied: Replied;
  /** The rule that let in the most networks; without name where the window shows no let-in. */
  readonly allowedBy: DecidingRule;
}
