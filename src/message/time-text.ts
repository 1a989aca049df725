import { slotMs } from '../model/facts.ts';
import { countText } from './count-text.ts';

const isoMinute = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

/** `2026-11-22 03:10 UTC`. */
export const dateTimeText = (ms: number): string => `${isoMinute(ms).replace('T', ' ')} UTC`;

/** `03:10`. */
export const clockText = (ms: number): string => isoMinute(ms).slice(11);

/**
 * When something of the slot that begins at `slotStartMs` happened: `between 03:10 and 03:15 UTC`, with the date where it
 * is not the day of `nowMs`. Facts keep time in slots, so a minute cannot be told.
 */
export function slotText(slotStartMs: number, nowMs: number): string {
  const day = isoMinute(slotStartMs).slice(0, 10);
  const date = day === isoMinute(nowMs).slice(0, 10) ? '' : ` on ${day}`;
  return `between ${clockText(slotStartMs)} and ${clockText(slotStartMs + slotMs)} UTC${date}`;
}

/** Whole hours from one time to another, at least 1: `24 h`. */
export const hoursText = (fromMs: number, toMs: number): string => `${Math.max(1, Math.floor((toMs - fromMs) / 3_600_000))} h`;

const dayOf = (ms: number): string => isoMinute(ms).slice(0, 10);

/** A time for a sentence made at `nowMs`: `03:10 UTC`, with the date before it on another day. */
export const momentText = (ms: number, nowMs: number): string =>
  dayOf(ms) === dayOf(nowMs) ? `${clockText(ms)} UTC` : dateTimeText(ms);

/** A stretch of time for a sentence made at `nowMs`: `02:10 to 06:30 UTC`, with dates where it is not all of that day. */
export function spanText(fromMs: number, toMs: number, nowMs: number): string {
  if (dayOf(fromMs) !== dayOf(toMs)) return `${dateTimeText(fromMs).slice(0, -4)} to ${dateTimeText(toMs)}`;
  const date = dayOf(fromMs) === dayOf(nowMs) ? '' : ` on ${dayOf(fromMs)}`;
  return `${clockText(fromMs)} to ${clockText(toMs)} UTC${date}`;
}

/** A clock hour such as `2026112223` for people: `23:00 to 24:00`; '' for anything else. */
export function clockHourText(hour: string): string {
  const start = /^\d{8}([01]\d|2[0-3])$/.exec(hour)?.[1];
  return start === undefined ? '' : `${start}:00 to ${String(Number(start) + 1).padStart(2, '0')}:00`;
}

/** A length of time in its largest whole unit and the next: `15 minutes`, `1 hour`, `1 hour 20 minutes`, `3 days`. */
export function durationText(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return countText(Math.floor(hours / 24), 'day');
  const rest = minutes % 60;
  return [hours > 0 ? countText(hours, 'hour') : '', rest > 0 ? countText(rest, 'minute') : ''].filter(Boolean).join(' ');
}

/** A time in a table made at `nowMs`, in UTC as its heading says: `03:10`, with the date before it on another day. */
export const tableTimeText = (ms: number, nowMs: number): string => momentText(ms, nowMs).slice(0, -4);

/** From the start of the first to the end of the last of some clock hours such as `2026112223`; '' where one is no hour. */
export function hoursSpanText(hours: readonly string[], nowMs: number): string {
  const startsMs = hours.map(hourStartMs);
  if (startsMs.length === 0 || startsMs.some(Number.isNaN)) return '';
  return spanText(Math.min(...startsMs), Math.max(...startsMs) + 3_600_000, nowMs);
}

const hourStartMs = (hour: string): number =>
  /^\d{10}$/.test(hour)
    ? Date.parse(`${hour.slice(0, 4)}-${hour.slice(4, 6)}-${hour.slice(6, 8)}T${hour.slice(8)}:00Z`)
    : Number.NaN;
