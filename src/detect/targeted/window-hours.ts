import { slotMs } from '../../model/facts.ts';
import type { WindowFacts } from '../../model/window.ts';

const slotsPerHour = 3_600_000 / slotMs;

/** A clock hour as a number from 0 to 31, different for all hours of a window and those next to it. */
export const hourNumber = (slot: number): number => Math.floor(slot / slotsPerHour) & 31;

/** The first slot of each clock hour of a window, and of the hour before it, whose last minute the first records may tell. */
export function slotsOfHours({ startMs, endMs }: Pick<WindowFacts, 'startMs' | 'endMs'>): number[] {
  const first = Math.floor(startMs / slotMs) - slotsPerHour;
  return Array.from({ length: (endMs / slotMs - first) / slotsPerHour }, (_, hour) => first + hour * slotsPerHour);
}
