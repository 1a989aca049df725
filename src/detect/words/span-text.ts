import { minuteText } from './minute-text.ts';

/** From one time to another, for sentences: `2026-11-21 10:00 to 11:00 UTC`, with the second date where it is another day's. */
export function spanText(fromMs: number, toMs: number): string {
  const [from, to] = [minuteText(fromMs), minuteText(toMs)];
  const isOneDay = from.slice(0, 10) === to.slice(0, 10);
  return `${from.slice(0, 16)} to ${isOneDay ? to.slice(11) : to}`;
}
