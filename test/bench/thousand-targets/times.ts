import { dayOf, hourAfter, hourMs, hourOf, hourStartMs } from '../../../src/read/hours.ts';

/** The day of the bench: its last hours are the current ones, so that today's history is as long as it gets. */
const day = '20261121';
const dayMs = 24 * hourMs;
const minuteMs = 60_000;
const dayStartMs = hourStartMs(`${day}00`);

/** Hours that are rolled up, oldest first: the last of the day before, and all of the day up to its last but one. */
export const rolledHours: readonly string[] = Array.from({ length: 23 }, (_, i) => hourOf(dayStartMs + (i - 1) * hourMs));

/** Hours of which `Ingest` holds the streams; each first with a part of its records, then with all. */
export const openHours: readonly string[] = [`${day}22`, `${day}23`, hourAfter(`${day}23`)];

/** Which of an open hour's records were read: the first slots, or all. */
export type Share = 'part' | 'whole';

/** How many slots of five minutes a part holds: nearly all of the first hour's, the first of those that begin with a tick. */
export const slotsOfPart = (hour: string): number => (hour === openHours[0] ? 11 : 1);

/** Days that have a stored history, newest first. */
export const historyDays: readonly string[] = Array.from({ length: 15 }, (_, i) => dayOf(hourOf(dayStartMs - (i + 1) * dayMs)));

/** One evaluation of the bench. */
export interface Tick {
  readonly name: string;
  readonly nowMs: number;
  /** What of the open hours is there; one that is not named has no streams. */
  readonly open: Readonly<Record<string, Share>>;
}

const [first = '', second = '', third = ''] = openHours;
const endOf = (hour: string): number => hourStartMs(hour) + hourMs;

/** A process that begins with nothing, and then goes on. Between the last two it would evaluate every minute; once is enough. */
export const ticks: readonly Tick[] = [
  { name: 'cold', nowMs: endOf(first) - 5 * minuteMs, open: { [first]: 'part' } },
  { name: 'warm', nowMs: endOf(first) - minuteMs, open: { [first]: 'whole' } },
  { name: 'new hour', nowMs: endOf(first) + 2 * minuteMs, open: { [first]: 'whole', [second]: 'part' } },
  { name: 'midnight', nowMs: endOf(second) - minuteMs, open: { [first]: 'whole', [second]: 'whole' } },
  { name: 'new day', nowMs: endOf(second) + 2 * minuteMs, open: { [first]: 'whole', [second]: 'whole', [third]: 'part' } },
];
