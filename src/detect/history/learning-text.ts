import type { DayHistory } from '../../model/history.ts';
import { countText } from '../words/count-text.ts';
import { minuteText } from '../words/minute-text.ts';
import { daysBeyondWindow, firstRecordedAtMs } from './last-days.ts';

const windowMs = 24 * 3_600_000;

/**
 * What is missing for a finding that calls something new: records from before the window, else everything is.
 *
 * @returns a sentence that says when it ends; null where there are such records
 */
export function learningText(days: readonly DayHistory[], windowStartMs: number): string | null {
  if (daysBeyondWindow(days, windowStartMs) > 0) return null;
  const since = firstRecordedAtMs(days);
  const until = since === null ? 'a day after the first records' : minuteText(since + windowMs);
  return `Nothing is known from before the last 24 hours, so that all is new: learning until ${until}.`;
}

/** How far back something is new: `14 days of history`, or `the last 24 hours` where nothing is known from before it. */
export function lookbackText(days: readonly DayHistory[], windowStartMs: number): string {
  const known = daysBeyondWindow(days, windowStartMs);
  return known === 0 ? 'the last 24 hours' : `${countText(known, 'day')} of history`;
}
