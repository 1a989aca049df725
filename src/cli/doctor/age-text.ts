import { plural } from '../plural.ts';

const minuteMs = 60_000;

/** A time ago in words: `under a minute`, `4 minutes`, `3 hours`, `12 days`; what lies in the future counts as now. */
export function ageText(ageMs: number): string {
  const minutes = Math.floor(ageMs / minuteMs);
  if (minutes < 1) return 'under a minute';
  if (minutes < 120) return plural(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');
}
