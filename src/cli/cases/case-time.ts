/** `10:05`, `-3d 10:05`, `2026-11-18 10:05` */
export const momentPattern = /^(?:(?:-(?<ago>\d{1,2})d|(?<day>\d{4}-\d\d-\d\d)) )?(?<clock>(?:[01]?\d|2[0-3]):[0-5]\d)$/;

const dayMs = 24 * 3_600_000;
const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: dayMs };

/** Start of a day such as `2026-11-21`, ms (UTC). */
export const dayStartMs = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/**
 * Reads a moment that matches `momentPattern`.
 *
 * @param day of times without a date: `2026-11-21`
 * @returns ms; NaN where the day or the time of day does not exist
 */
export function momentMs(written: string, day: string): number {
  const { ago = '0', day: ownDay = day, clock = '' } = momentPattern.exec(written)?.groups ?? {};
  const startMs = dayStartMs(ownDay);
  const exists = !Number.isNaN(startMs) && new Date(startMs).toISOString().startsWith(ownDay);
  return exists ? Date.parse(`${ownDay}T${clock.padStart(5, '0')}:00Z`) - Number(ago) * dayMs : Number.NaN;
}

/** Reads a length of time such as `30s`, `5m`, `2h` or `1d` as ms. */
export const lengthMs = (written: string): number => Number(written.slice(0, -1)) * (unitsMs[written.slice(-1)] ?? 0);
