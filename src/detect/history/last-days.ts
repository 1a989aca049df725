import { slotMs } from '../../model/facts.ts';
import type { DayHistory } from '../../model/history.ts';

/** The history that detection looks back on: so many UTC days, up to and with the current one. */
export const historyDays = 14;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const slotsPerDay = dayMs / slotMs;

/** The histories of the 14 days up to and with that of a time, oldest first. */
export function lastDays(histories: readonly DayHistory[], nowMs: number): DayHistory[] {
  const today = Math.floor(nowMs / dayMs);
  return histories
    .filter(({ day }) => dayNumber(day) > today - historyDays && dayNumber(day) <= today)
    .sort((a, b) => dayNumber(a.day) - dayNumber(b.day));
}

/** How many of these days have records, if any has some from before the window; 0 where nothing is known beyond it. */
export function daysBeyondWindow(histories: readonly DayHistory[], windowStartMs: number): number {
  const recorded = histories.filter(({ hours }) => hours.length > 0);
  return recorded.some((history) => firstRecordedMs(history) < windowStartMs) ? recorded.length : 0;
}

/** Start of the first hour with records in some days, ms; null where none has any. */
export function firstRecordedAtMs(histories: readonly DayHistory[]): number | null {
  const recorded = histories.filter(({ hours }) => hours.length > 0);
  return recorded.length === 0 ? null : Math.min(...recorded.map(firstRecordedMs));
}

function firstRecordedMs({ day, hours }: DayHistory): number {
  const mask = hours.reduce((bits, log) => bits | log.mask, 0);
  const firstHour = 31 - Math.clz32(mask & -mask);
  return dayNumber(day) * dayMs + firstHour * hourMs;
}

/** Days since the epoch of a day such as `20261121`. */
export function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8))) / dayMs;
}

/** Days since the epoch of a slot. */
export function dayOfSlot(slot: number): number {
  return Math.floor(slot / slotsPerDay);
}
