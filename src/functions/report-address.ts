import { daysAfter, localDayOf } from '../digest/local-day.ts';
import type { DigestDay } from '../model/digest/digest-day.ts';
import type { DayLinks } from '../report/report-page.ts';

/** The day that an address asks for; without one that of the newest whole day, `today` for the one that runs; null for anything else. */
export function dayAsked(asked: string | undefined, nowMs: number, timeZone: string): string | null {
  const today = localDayOf(nowMs, timeZone);
  if (asked === undefined) return daysAfter(today, -1);
  if (asked === 'today') return today;
  return isDay(asked) ? asked : null;
}

function isDay(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/**
 * The pages of the days before and after, from where the page of `day` is. There is none after the day that runs, and none at all where
 * the address carries a function key, since no link may.
 */
export function linksBeside({ pathname, searchParams }: URL, { previous, next, toMs, madeAtMs }: DigestDay): DayLinks {
  if (searchParams.has('code')) return { previous: null, next: null };
  const base = pathname.replace(/\/+$/, '').replace(/\/(\d{4}-\d{2}-\d{2}|today)$/, '');
  return { previous: `${base}/${previous}`, next: toMs <= madeAtMs ? `${base}/${next}` : null };
}

/**
 * Where the platform lets people sign in with Microsoft Entra ID, and leads back from.
 * Source: https://learn.microsoft.com/azure/app-service/configure-authentication-customize-sign-in-out
 */
export const loginFor = ({ pathname }: URL): string => `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(pathname)}`;
