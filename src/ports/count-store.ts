import type { CountRow } from '../model/hour.ts';

/** The table of readable counts; never read by the product itself. */
export interface CountStore {
  /** Upserts an hour's rows and deletes the rows of that hour that are not among them. */
  replaceHour(hour: string, rows: readonly CountRow[]): Promise<void>;
  /** Deletes all rows of a day; returns how many. */
  deleteDay(day: string): Promise<number>;
}
