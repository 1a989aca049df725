import type { Clock } from '../../ports/clock.ts';
import type { IngestPorts, IngestSettings } from '../ingest-blob.ts';

export type SweepPorts = IngestPorts & {
  /** Real time, for how long a backfill may take. */
  readonly wallClock: Clock;
};

export interface SweepSettings extends IngestSettings {
  /** Days for which facts are kept; the backfill reads as far back. */
  readonly retentionDays: number;
}

/** What a sweep did, in numbers. */
export interface SweepTally {
  readonly flowLogs: number;
  readonly listed: number;
  /** Blobs that were behind, and how many of them are now read to their end. */
  readonly behind: number;
  readonly ingested: number;
  /** Listings and blobs that failed; they are tried again at the next sweep. */
  readonly failed: number;
  /** Hours of the retained past read by this sweep, and those still to read. */
  readonly backfilled: number;
  readonly backfillLeft: number;
}

export interface SweepOutcome extends SweepTally {
  /** Hours in which something was counted, oldest first: they are to be rolled up. */
  readonly changedHours: readonly string[];
}

/** What a sweep of one account does, and what became of it. */
export interface AccountSweep {
  readonly ports: SweepPorts;
  readonly settings: SweepSettings;
  readonly account: string;
  readonly nowMs: number;
  readonly tally: { -readonly [K in keyof SweepTally]: SweepTally[K] };
  /** Hours in which something was counted. */
  readonly changed: Set<string>;
  /** Failures that may pass by themselves: the hour they happened in is not complete. */
  readonly passing: { failed: number };
}
