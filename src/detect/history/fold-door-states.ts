import type { Door } from '../../model/findings/finding-core.ts';
import type { DayHistory, DayRuns, DoorChange, DoorRun } from '../../model/history.ts';
import { findDoor } from './find-in-history.ts';
import { addChange, addState, blocksOfRun } from './walk-door.ts';

/** Before any run that reaches five network blocks a door is `unknown`. */
export type DoorState = DoorChange['state'] | 'unknown';

/**
 * Folds a door's states from its days, as a walk over all their knocks would find them.
 *
 * @param histories oldest first; a day that is missing changes nothing
 * @returns the changes in order; none for a door that stays `unknown`
 */
export function foldDoorStates(histories: readonly DayHistory[], door: Door): DoorChange[] {
  return foldDays(histories.map((history) => findDoor(history, door)).filter((day) => day !== null));
}

/** The same from the days' runs, oldest first. */
export const foldDays = (days: readonly DayRuns[]): DoorChange[] => foldRuns(days).changes;

/** What the days of a door come to. */
export interface FoldedRuns {
  readonly changes: DoorChange[];
  /** The run that goes on; null where nobody knocked. */
  readonly last: DoorRun | null;
}

/** Folds the days' runs, oldest first. A run goes on over midnight: the next day's first run is joined where its decision is the same. */
export function foldRuns(days: readonly DayRuns[]): FoldedRuns {
  const changes: DoorChange[] = [];
  let carried: DoorRun | null = null;
  for (const { firstRun, changes: later, lastRun, isOneRun } of days) {
    const joined = joinRuns(carried, firstRun);
    addChange(changes, joined);
    for (const change of later) addState(changes, change);
    carried = isOneRun ? joined : lastRun;
  }
  return { changes, last: carried };
}

/** Five first blocks of a day are enough: with k known before, at most k of them are known and so the missing ones are among them. */
function joinRuns(carried: DoorRun | null, next: DoorRun): DoorRun {
  if (carried?.decision !== next.decision) return next;
  const known = new Set(carried.blocks.map(({ block }) => block));
  const more = next.blocks.filter(({ block }) => !known.has(block));
  return { decision: next.decision, blocks: [...carried.blocks, ...more].slice(0, blocksOfRun) };
}

/** The state of a door in a slot, by its changes. */
export function stateAt(changes: readonly DoorChange[], slot: number): DoorState {
  return changes.findLast((change) => change.slot <= slot)?.state ?? 'unknown';
}

/** Whether a door stood open to any at any time from one slot up to and with another. */
export function wasOpen(changes: readonly DoorChange[], fromSlot: number, toSlot: number): boolean {
  return (
    stateAt(changes, fromSlot) === 'open' ||
    changes.some(({ slot, state }) => state === 'open' && slot >= fromSlot && slot <= toSlot)
  );
}
