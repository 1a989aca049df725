import type { DigestWords } from '../digest-input.ts';
import type { DayCounts } from '../tally/tally-day.ts';

/** What a day's hours came to, and how things are called. */
export interface Counted {
  readonly counts: DayCounts;
  readonly words: DigestWords;
}
