import type { DayHistory } from './history.ts';
import type { LogSummary } from './hour.ts';
import type { Installation } from './installation.ts';
import type { DetectionSettings } from './settings.ts';
import type { WindowFacts } from './window.ts';

/** An hour's logs, counting or not. */
export interface HourLogs {
  /** `2026112110` (UTC). */
  readonly hour: string;
  readonly logs: readonly LogSummary[];
}

/** How Knockwatch itself is, as far as the facts do not tell. */
export interface SelfCheck {
  /** When the country database that the user set was built, ms; null where the embedded one is used, which is not told of. */
  readonly databaseBuiltAtMs: number | null;
  /** What is wrong with the newest settings, while the last good ones go on; null where nothing is. */
  readonly settingsProblem: string | null;
  /** Event time is that of the clock; where it runs faster, as when logs are played, how late records come says nothing. */
  readonly isRealTime: boolean;
  /** Messages that wait for Slack, and since when the oldest does, ms; null where none waits. */
  readonly undelivered: { readonly messages: number; readonly sinceMs: number } | null;
}

/** What the first message needs to know beyond facts and history. */
export interface StartState {
  /** When the first flow log was first listed, ms. */
  readonly installedAtMs: number;
  readonly flowLogs: number;
  /** The last 24 hours of every flow log have been read. */
  readonly isComplete: boolean;
}

/** All that detection goes by. */
export interface DetectionInput {
  readonly window: WindowFacts;
  /** Of the window, oldest first. */
  readonly hours: readonly HourLogs[];
  /** Of today and the 14 days before it, at most one a day, in any order. */
  readonly histories: readonly DayHistory[];
  readonly settings: DetectionSettings;
  readonly self: SelfCheck;
  /** Null where nothing was installed: files are read, not a network watched. */
  readonly start: StartState | null;
  /** When each flow log was first listed: for targets that the window shows nothing of, but whose doors stand open all the same. */
  readonly installation: Installation;
  /** Event time, ms. */
  readonly nowMs: number;
}
