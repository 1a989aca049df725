import type { RejectionReason } from '../rejection.ts';

/** Bytes that could not be decoded, and where they lie. */
export interface RejectedPlace {
  readonly reason: RejectionReason;
  /** What was expected, what was found. */
  readonly detail: string;
  /** What people call the flow log. */
  readonly flowLog: string;
  readonly account: string;
  readonly container: string;
  readonly path: string;
  /** Bytes. */
  readonly offset: number;
  readonly length: number;
  /** `2026112110` (UTC). */
  readonly hour: string;
}

/** How Knockwatch itself was. */
export interface DigestHealth {
  /** All that was read, counting or not. */
  readonly records: number;
  readonly tuples: number;
  readonly rejected: number;
  /** Most first. */
  readonly reasons: readonly { readonly reason: RejectionReason; readonly count: number }[];
  /** At most 20. */
  readonly places: readonly RejectedPlace[];
  /** UTC days to give to `replay` once they can be decoded: `2026-11-21`. */
  readonly replayDays: readonly string[];
  /** Flows left out because another log of the same network interface tells them too. */
  readonly alsoLoggedElsewhere: number;
  /** 95 of 100 records were counted within so many minutes of their own time; 61 stands for more than an hour, null for no record. */
  readonly lagAtMostMinutes: number | null;
  /** Messages that wait for Slack; null where none waits. */
  readonly undelivered: { readonly messages: number; readonly sinceMs: number } | null;
  /** Messages that only a person can help, by Slack's code. */
  readonly failed: readonly { readonly code: string; readonly messages: number }[];
  readonly countryDatabase: {
    readonly builtAtMs: number;
    readonly days: number;
    /** It was named by a setting; else it is the embedded one. */
    readonly isOwn: boolean;
  } | null;
}
