import type { HistorySummary } from '../model/history.ts';
import type { HourSummary } from '../model/hour.ts';
import type { Versioned } from './incident-store.ts';

/** The table of closed hours, daily histories and evaluation marks: a partition a day. */
export interface HourStore {
  readHourSummary(hour: string): Promise<Versioned<HourSummary> | null>;
  /** Summaries of all hours of a day (`20261121`) that have one, in one query. */
  readDaySummaries(day: string): Promise<readonly Versioned<HourSummary>[]>;
  /** Packed facts of the version a summary names; null where rows are missing (another writer won: read the summary again). */
  readHourFacts(summary: HourSummary): Promise<readonly Uint8Array[] | null>;
  /** Writes the facts rows (each at most 900 KiB), then the summary by If-Match; a writer that loses deletes its rows again. */
  writeHour(summary: HourSummary, facts: readonly Uint8Array[], replaces: string | null): Promise<'committed' | 'conflict'>;
  readHistorySummary(day: string): Promise<Versioned<HistorySummary> | null>;
  readHistory(summary: HistorySummary): Promise<readonly Uint8Array[] | null>;
  writeHistory(summary: HistorySummary, rows: readonly Uint8Array[], replaces: string | null): Promise<'committed' | 'conflict'>;
  /** Deletes rows of a day that no summary names and that are older than `olderThanMs` (row timestamps of the service); returns how many. */
  deleteOrphans(day: string, olderThanMs: number): Promise<number>;
  /** Deletes all rows of a day, summaries first, in batches of at most 100; returns how many. */
  deleteDay(day: string): Promise<number>;
}
