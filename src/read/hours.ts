/** Milliseconds in a clock hour. */
export const hourMs = 3_600_000;

/** The clock hour (UTC) of a time, as paths and partitions write it: `2026112123`. */
export const hourOf = (ms: number): string => new Date(ms).toISOString().slice(0, 13).replace(/[-T]/g, '');

/** Start of an hour such as `2026112123`, ms since the epoch. */
export const hourStartMs = (hour: string): number =>
  Date.UTC(Number(hour.slice(0, 4)), Number(hour.slice(4, 6)) - 1, Number(hour.slice(6, 8)), Number(hour.slice(8, 10)));

/** The hour of `nowMs` and the `count - 1` before it, oldest first. */
export const hoursUpTo = (nowMs: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => hourOf(nowMs - (count - 1 - i) * hourMs));

/** The UTC day of an hour: `20261121`. */
export const dayOf = (hour: string): string => hour.slice(0, 8);

/** The 24 hours of a UTC day. */
export const hoursOfDay = (day: string): readonly string[] =>
  Array.from({ length: 24 }, (_, hour) => `${day}${String(hour).padStart(2, '0')}`);

export const hourAfter = (hour: string): string => hourOf(hourStartMs(hour) + hourMs);
export const hourBefore = (hour: string): string => hourOf(hourStartMs(hour) - hourMs);

/** The hours from `first` to `last`, both included, oldest first. */
export function hoursBetween(first: string, last: string): readonly string[] {
  const count = Math.max(0, (hourStartMs(last) - hourStartMs(first)) / hourMs + 1);
  return Array.from({ length: count }, (_, i) => hourOf(hourStartMs(first) + i * hourMs));
}
