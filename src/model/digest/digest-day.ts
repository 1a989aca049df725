/** A day by the clocks of a time zone. */
export interface DigestDay {
  /** `2026-11-21` */
  readonly day: string;
  /** IANA name: `Europe/Berlin`. */
  readonly timeZone: string;
  /** The days before and after it: `2026-11-20`. */
  readonly previous: string;
  readonly next: string;
  /**
   * The clock hours (UTC, `2026112110`) that begin in it, oldest first: 24, or 23 and 25 where clocks change. Facts come by clock hours of
   * UTC: where clocks are off by half an hour, the day begins and ends with the first one that begins in it.
   */
  readonly hours: readonly string[];
  /** Start of the first of these hours and end of the last, ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Event time at which the digest was made, ms. */
  readonly madeAtMs: number;
  /** It was not over then: its numbers still grow. */
  readonly isRunning: boolean;
}

/** Clock hours in a row, ms. */
export interface HourSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Records that should be there and are not. */
export interface DataGap {
  /** Of a flow log, or of all of them together. */
  readonly of: 'everything' | 'flow-log';
  /** What people call the flow log; '' for everything. */
  readonly name: string;
  /** Its path, upper case; '' for everything. */
  readonly id: string;
  /** Clock hours without records, oldest first, UTC. */
  readonly hours: readonly string[];
  readonly spans: readonly HourSpan[];
}

/** A target that logged on the days before and not on this one. It may have been switched off. */
export interface SilentTarget {
  readonly name: string;
  /** 12 upper-case hex digits of the network interface. */
  readonly mac: string;
  /** The last of the earlier days on which it logged: `2026-11-20`. */
  readonly lastDay: string;
}

/** How far the records of the day are there. */
export interface DataState {
  /** `none`: no flow log has a record of the day; its counts say nothing. */
  readonly kind: 'whole' | 'partly' | 'none';
  readonly gaps: readonly DataGap[];
  /** At most 20; the others are counted. */
  readonly silentTargets: readonly SilentTarget[];
  readonly moreSilentTargets: number;
  /** Hours of the day that had ended when the digest was made, and those of them with records. */
  readonly hoursEnded: number;
  readonly hoursWithRecords: number;
  /** Start of the first clock hour of which there is any record, ms, where that is in the day and not its beginning; else null. */
  readonly beginsAtMs: number | null;
}

/** A day of the last 14. */
export interface PastDay {
  readonly day: string;
  /** `unread`: its numbers are still to be made, or its facts are older than the retention. Only whole days make a median. */
  readonly data: 'whole' | 'partly' | 'none' | 'unread';
  /** On watched ports; null where `none` or `unread`. */
  readonly denied: number | null;
  readonly letIn: number | null;
  /** Distinct sources that were denied. */
  readonly sources: number | null;
}
