import type { Facts } from '../model/facts.ts';
import type { DayHistory } from '../model/history.ts';
import type { LogSummary } from '../model/hour.ts';
import type { WindowRoom } from '../model/window.ts';

/** An hour's facts with the fingerprint of the streams they are of. */
export interface WarmHour {
  readonly hour: string;
  readonly facts: Facts;
  readonly logs: readonly LogSummary[];
  readonly fingerprint: string;
  /** The memory that its facts and those of the hours beside it lie in; null where they have their own. */
  readonly room: WindowRoom | null;
}

/** What a process that was just used still holds: taken again only where fingerprint or version say that it is as it was. */
export interface WarmFacts {
  /** Those of the last window. */
  readonly hours: Map<string, WarmHour>;
  readonly histories: Map<string, { readonly version: string; readonly history: DayHistory }>;
}
