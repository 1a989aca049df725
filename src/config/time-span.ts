import * as v from 'valibot';

const expected = 'a time such as 15m or 1h: a multiple of 5m, at most 24h';
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 };
/** Facts keep time in slots of five minutes, and findings look back on 24 hours. */
const slotMs = 5 * 60_000;
const mostMs = 24 * 3_600_000;

/** `15m` or `1h` in ms; NaN for what is not written so. */
export function spanMs(written: string): number {
  const [, count = '', unit = ''] = /^(\d{1,4})([mh])$/.exec(written) ?? [];
  return Number(count || Number.NaN) * (unitMs[unit] ?? Number.NaN);
}

function isWindow(written: string): boolean {
  const ms = spanMs(written);
  return ms >= slotMs && ms <= mostMs && ms % slotMs === 0;
}

/** The length of a window, with its unit. */
export const timeSpan = v.pipe(v.string(expected), v.regex(/^\d{1,4}[mh]$/, expected), v.check(isWindow, expected));
