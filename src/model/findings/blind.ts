import type { FindingCore } from './finding-core.ts';

/** What Knockwatch cannot see, each with its numbers. */
export type Blindness =
  /** A flow log wrote nothing in the last two whole clock hours, though it did seven and fourteen days before. */
  | { readonly kind: 'silent-flow-log'; readonly flowLog: string; readonly silentSinceMs: number | null }
  /** Of the last clock hour in which more than 1 % was rejected: what was, and the records that were read. */
  | {
      readonly kind: 'rejected-records';
      readonly flowLog: string;
      readonly hour: string;
      readonly rejected: number;
      readonly records: number;
    }
  /** Of the records counted in the last half hour those that came more than so many minutes after their own time. */
  | { readonly kind: 'late-records'; readonly late: number; readonly records: number; readonly minutes: number }
  | { readonly kind: 'old-database'; readonly builtAtMs: number; readonly days: number }
  | { readonly kind: 'invalid-settings'; readonly problem: string }
  | { readonly kind: 'undelivered'; readonly sinceMs: number; readonly messages: number };

/** Knockwatch cannot see, or cannot speak. One a thing it is blind to. */
export interface Blind extends FindingCore {
  readonly finding: 'blind';
  readonly blindness: Blindness;
}
