import { slotMs } from '../model/facts.ts';

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
