import type { Door } from '../../model/findings/finding-core.ts';
import type { DayHistory } from '../../model/history.ts';
import { findLetIn } from './find-in-history.ts';

/** The slot in which a source was first let in through a door in some days, null where it never was. */
export function firstLetIn(histories: readonly DayHistory[], source: string, door: Door): number | null {
  const slots = histories.map((history) => findLetIn(history, source, door)).filter((slot) => slot !== null);
  return slots.length === 0 ? null : Math.min(...slots);
}

/** Whether a source was let in through a door in an earlier slot than this. */
export function wasLetInBefore(histories: readonly DayHistory[], source: string, door: Door, slot: number): boolean {
  const first = firstLetIn(histories, source, door);
  return first !== null && first < slot;
}
