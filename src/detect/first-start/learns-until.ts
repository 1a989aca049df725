import type { DayHistory } from '../../model/history.ts';
import { dayNumber, firstRecordedAtMs } from '../history/last-days.ts';

/** Days with records that medians need. */
const daysNeeded = 7;
const dayMs = 24 * 3_600_000;

/**
 * Tells when findings that compare with what is usual will have enough history: seven days after the first record, and a day more for each
 * day since then without any.
 *
 * @param days oldest first, up to and with today
 * @param installedAtMs where nothing has been read yet the first records are expected from then on
 * @returns ms; in the past where the history that was read at the start is long enough
 */
export function learnsUntilMs(days: readonly DayHistory[], installedAtMs: number, nowMs: number): number {
  const firstMs = firstRecordedAtMs(days);
  if (firstMs === null) return installedAtMs + daysNeeded * dayMs;
  const today = Math.floor(nowMs / dayMs);
  const recorded = days.filter(({ day, hours }) => hours.length > 0 && dayNumber(day) < today).length;
  const passed = today - Math.floor(firstMs / dayMs);
  const missing = Math.max(0, passed - recorded);
  return firstMs + (daysNeeded + (recorded >= daysNeeded ? 0 : missing)) * dayMs;
}
