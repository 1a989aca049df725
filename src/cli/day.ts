import { Failure } from '../model/failure.ts';

/**
 * Checks a day that somebody typed (`2026-11-21`).
 *
 * @throws Failure `settings-invalid` where it is none, or does not exist (`Date` takes 30 February for 2 March)
 */
export function checkDay(text: string): void {
  const exists =
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  if (!exists) throw new Failure('settings-invalid', `"${text}" is no day, expected one such as 2026-11-21`);
}

/** `2026-11-21` as partitions write it: `20261121`. */
export const compactDay = (day: string): string => day.replaceAll('-', '');
