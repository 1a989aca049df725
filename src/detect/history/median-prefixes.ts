import type { PortKey } from '../../model/facts.ts';
import type { DayHistory } from '../../model/history.ts';

/** What a port's crowd is like at an hour of the day. */
export interface MedianPrefixes {
  /** Of two in the middle, the mean. */
  readonly median: number;
  /** Days that any of the hours come from: with too few the median says nothing yet. */
  readonly days: number;
}

/**
 * The median of the distinct prefixes denied on a port in one clock hour, over that hour of the day and its two neighbours in some
 * days. Hours with records in which nobody was denied count as 0; hours without records are left out.
 *
 * @param hourOfDay 0 to 23, UTC; the neighbours of 23 are 22 and 0
 * @param judged hours such as `2026112110` that are left out because they are compared with the median
 * @returns null where no such hour has records
 */
export function medianPrefixes(
  histories: readonly DayHistory[],
  port: PortKey,
  hourOfDay: number,
  judged: ReadonlySet<string> = new Set(),
): MedianPrefixes | null {
  const neighbours = [hourOfDay + 23, hourOfDay, hourOfDay + 1].map((hour) => hour % 24);
  const ofDays = histories.map((history) => {
    const mask = history.hours.reduce((bits, ofLog) => bits | ofLog.mask, 0);
    const hours = neighbours.filter((hour) => (mask & (1 << hour)) !== 0 && !judged.has(hourName(history.day, hour)));
    return hours.map((hour) => prefixesDenied(history, port, hour));
  });
  const counts = ofDays.flat();
  return counts.length === 0 ? null : { median: medianOf(counts), days: ofDays.filter(({ length }) => length > 0).length };
}

function hourName(day: string, hour: number): string {
  return `${day}${String(hour).padStart(2, '0')}`;
}

/** Distinct prefixes denied on a port in an hour of a day, 0 to 23; 0 where nobody was. */
export function prefixesDenied({ ports }: DayHistory, port: PortKey, hour: number): number {
  return ports.find((row) => row.port === port && row.hour === hour)?.deniedPrefixes ?? 0;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
