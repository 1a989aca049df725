import { createRandom } from './random.ts';

const dayMs = 86_400_000;

/** How busy the shop is at a moment, 0 to 1: full in office hours (UTC), less around them, little at night, and less at weekends. */
export function busyness(atMs: number): number {
  const at = new Date(atMs);
  const hour = at.getUTCHours();
  const ofDay = hour >= 7 && hour < 17 ? 1 : hour >= 6 && hour < 22 ? 0.45 : 0.12;
  return isWeekend(at) ? ofDay * 0.6 : ofDay;
}

/**
 * Whether someone is at work at a moment: in office hours, on most working days and a few of the others; which ones is fixed for a person.
 *
 * @param person any number that tells people apart
 */
export function isAtWork(person: number, atMs: number): boolean {
  const at = new Date(atMs);
  const hour = at.getUTCHours();
  if (hour < 7 || hour >= 17) return false;
  const day = Math.floor(atMs / dayMs);
  return createRandom(Math.imul(person + 1, 0x9e3779b1) ^ Math.imul(day, 0x85ebca6b)).chance(isWeekend(at) ? 0.2 : 0.9);
}

function isWeekend(at: Date): boolean {
  return at.getUTCDay() === 0 || at.getUTCDay() === 6;
}
