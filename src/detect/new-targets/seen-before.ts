import { slotMs, type Target } from '../../model/facts.ts';
import type { DayHistory } from '../../model/history.ts';
import { dayNumber, dayOfSlot } from '../history/last-days.ts';
import { targetKey } from '../target-identity.ts';

/**
 * Lists the targets, by what tells them apart, that anyone on the internet reached in some days before the window began.
 *
 * Of the day in which it began the history tells when a watched port was first tried, not when another was: who was reached on others alone
 * counts as seen from the next day on.
 */
export function targetsSeenBefore(days: readonly DayHistory[], windowStartMs: number): ReadonlyMap<string, Target> {
  const startSlot = Math.floor(windowStartMs / slotMs);
  const seen = days.flatMap((day) => {
    const order = Math.sign(dayNumber(day.day) - dayOfSlot(startSlot));
    if (order < 0) return day.targets;
    return order > 0 ? [] : reachedBefore(day, startSlot);
  });
  return new Map(seen.map((target) => [targetKey(target), target]));
}

function reachedBefore({ doors, letIn, targets }: DayHistory, startSlot: number): readonly Target[] {
  const isReached = new Uint8Array(targets.length);
  for (const { target, firstRun } of doors) if ((firstRun.blocks[0]?.slot ?? startSlot) < startSlot) isReached[target] = 1;
  for (const { target, firstSlot } of letIn) if (firstSlot < startSlot) isReached[target] = 1;
  return targets.filter((_, target) => isReached[target] === 1);
}
