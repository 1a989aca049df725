import type { FindingCore } from './finding-core.ts';

/** What Knockwatch cannot see, each with its numbers. */
export type Blindness =
  /** A flow log wrote nothing in the last two whole clock hours, though it did seven and fourteen days before. */
  | { readonly kind: 'silent-flow-log'; readonly flowLog: string; readonly silentSinceMs: number | null }
  | {
      readonly kind: 'rejected-records';
      readonly flowLog: string;
      readonly hour: string;
      readonly rejected: number;
      readonly records: number;
    }
  | { readonly kind: 'late-records'; readonly late: number; readonly records: number; readonly minutes: number }
  | { readonly kind: 'old-database'; readonly builtAtMs: number; readonly days: number }
  | { readonly kind: 'invalid-settings'; readonly problem: string }
  | { readonly kind: 'undelivered'; readonly sinceMs: number; readonly messages: number };

/** Knockwatch cannot see, or cannot speak. One a thing it is blind to. */
export interface Blind extends FindingCore {
  readonly finding: 'blind';
  readonly blindness: Blindness;
}
