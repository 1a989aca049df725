/** A day by the clocks of a time zone, as the clock hours of UTC that begin in it. */
export interface LocalDay {
  /** `2026-11-21` */
  readonly day: string;
  /** IANA name: `Europe/Berlin`. */
  readonly timeZone: string;
  /** `2026112023`, oldest first; none where clocks skipped the day. */
  readonly hours: readonly string[];
  /** Start of the first of these hours and end of the last, ms. */
  readonly fromMs: number;
  readonly toMs: number;
}

const hourMs = 3_600_000;
/** Clocks are at most 14 hours ahead of UTC and 12 behind it. */
const mostAheadMs = 14 * hourMs;
const hoursLookedAt = 50;

/**
 * The clock hours that begin in a local day. Every hour belongs to exactly one day, so that days add up: 24 hours, or 23 and 25 where
 * clocks change. Where clocks are off by half an hour the day begins with the first whole hour of UTC in it.
 *
 * @param day `2026-11-21`
 */
export function localDay(day: string, timeZone: string): LocalDay {
  const firstMs = Date.parse(`${day}T00:00:00Z`) - mostAheadMs;
  const startsMs = Array.from({ length: hoursLookedAt }, (_, i) => firstMs + i * hourMs);
  const inside = startsMs.filter((ms) => localDayOf(ms, timeZone) === day);
  const fromMs = inside[0] ?? startsMs.find((ms) => localDayOf(ms, timeZone) > day) ?? firstMs;
  return { day, timeZone, hours: inside.map(clockHourOf), fromMs, toMs: (inside.at(-1) ?? fromMs - hourMs) + hourMs };
}

/** The local day in which a time lies: `2026-11-21`. */
export const localDayOf = (ms: number, timeZone: string): string => formatsOf(timeZone).day.format(ms);

/** A time by the clocks of a zone: `11:05`. */
export const localTimeOf = (ms: number, timeZone: string): string => formatsOf(timeZone).time.format(ms);

/** The hour that clocks show, 0 to 23. */
export const localHourOf = (ms: number, timeZone: string): number => Number(localTimeOf(ms, timeZone).slice(0, 2));

/** The day so many days after one (or before it): a matter of the calendar, not of clocks. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * hourMs).toISOString().slice(0, 10);

/** The clock hour (UTC) that begins at a time: `2026112110`. */
export const clockHourOf = (ms: number): string => new Date(ms).toISOString().slice(0, 13).replace(/[-T]/g, '');

/** Start of a clock hour such as `2026112110`, ms. */
export const clockHourStart = (hour: string): number =>
  Date.UTC(Number(hour.slice(0, 4)), Number(hour.slice(4, 6)) - 1, Number(hour.slice(6, 8)), Number(hour.slice(8, 10)));

interface Formats {
  readonly day: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
}

/** Making a format costs far more than using it. */
const formats = new Map<string, Formats>();

function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made: Formats = {
    day: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
    time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  };
  formats.set(timeZone, made);
  return made;
}
