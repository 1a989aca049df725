import { Failure } from '../../model/failure.ts';

/**
 * Reads a moment that somebody typed, in UTC: `2026-11-21` (its end), `2026-11-21 10:05`, `2026-11-21T10:05Z`.
 *
 * @throws Failure `settings-invalid` where it is none
 */
export function readMoment(typed: string): number {
  const [, day = '', time] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)Z?)?$/.exec(typed.trim()) ?? [];
  const startMs = Date.parse(`${day}T00:00:00Z`);
  const ms = time === undefined ? startMs + 24 * 3_600_000 - 1000 : Date.parse(`${day}T${time}Z`);
  // `Date` takes 30 February for 2 March.
  if (Number.isNaN(ms) || !new Date(startMs).toISOString().startsWith(day)) {
    throw new Failure('settings-invalid', `"${typed}" is no moment, expected one such as 2026-11-21 or "2026-11-21 10:05" (UTC)`);
  }
  return ms;
}
