import type { DigestDay, HourSpan } from '../../model/digest/digest-day.ts';

/** Times as the page writes them, by the clocks of the digest's time zone. */
export interface Times {
  /** `14:05` */
  readonly clock: (ms: number) => string;
  /** `21 Nov, 14:05` */
  readonly moment: (ms: number) => string;
  /** `14:00 to 16:00`, with days where it is not all of the digest's day. */
  readonly span: (span: HourSpan) => string;
}

const formatIn = (timeZone: string, options: Intl.DateTimeFormatOptions): ((ms: number) => string) => {
  const { format } = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...options });
  return (ms) => format(ms);
};

export function timesOf({ timeZone, fromMs, toMs }: DigestDay): Times {
  const clock = formatIn(timeZone, { hour: '2-digit', minute: '2-digit' });
  const moment = formatIn(timeZone, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const isInDay = (ms: number): boolean => ms >= fromMs && ms <= toMs;
  const end = (ms: number): string => (ms === toMs ? '24:00' : clock(ms));
  const span = ({ fromMs: from, toMs: to }: HourSpan): string =>
    isInDay(from) && isInDay(to) ? `${clock(from)} to ${end(to)}` : `${moment(from)} to ${moment(to)}`;
  return { clock, moment, span };
}

const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const longDay = formatIn('UTC', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = formatIn('UTC', { day: 'numeric', month: 'short' });
const weekDay = formatIn('UTC', { weekday: 'short', day: 'numeric', month: 'short' });

/** `2026-11-21` → `Saturday 21 November 2026`. */
export const longDayText = (day: string): string => longDay(noonOf(day));
/** `21 Nov`. */
export const shortDayText = (day: string): string => shortDay(noonOf(day));
/** `Sat 21 Nov`. */
export const weekDayText = (day: string): string => weekDay(noonOf(day));
