import { slotMs } from '../../model/facts.ts';
import type { DayHistory } from '../../model/history.ts';

/** The history that detection looks back on: so many UTC days, up to and with the current one. */
export const historyDays = 14;

const dayMs = 86_400_000;
const slotsPerDay = dayMs / slotMs;

/** The histories of the 14 days up to and with that of a time, oldest first. */
export function lastDays(histories: readonly DayHistory[], nowMs: number): DayHistory[] {
  const today = Math.floor(nowMs / dayMs);
  return histories
    .filter(({ day }) => dayNumber(day) > today - historyDays && dayNumber(day) <= today)
    .sort((a, b) => dayNumber(a.day) - dayNumber(b.day));
}

/** Days since the epoch of a day such as `20261121`. */
export function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8))) / dayMs;
}

/** Days since the epoch of a slot. */
export function dayOfSlot(slot: number): number {
  return Math.floor(slot / slotsPerDay);
}
