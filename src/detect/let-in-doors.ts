import { slotMs } from '../model/facts.ts';
import type { DoorChange } from '../model/history.ts';
import type { Detection } from './detection.ts';
import { doorChanges } from './door-changes.ts';
import { stateAt } from './history/fold-door-states.ts';
import { type DoorKey, doorKey, type WindowView } from './view-window.ts';

/** The doors of the window through which anyone was let in. */
export interface LetInDoors {
  /** When each came to stand open to any or closed. */
  readonly changesOf: ReadonlyMap<DoorKey, readonly DoorChange[]>;
  /** Those that did not stand open to any all the time of the window: only through them a let-in can be news. */
  readonly newsworthy: ReadonlySet<DoorKey>;
}

/**
 * Finds the doors through which anyone was let in, and sets apart those that stood open throughout: most let-ins come through these and
 * need no second look.
 */
export function findLetInDoors(detection: Detection): LetInDoors {
  const { view, window } = detection;
  // The first flows of a window may be from just before it.
  const startSlot = Math.floor(window.startMs / slotMs);
  const firstSlots = new Map<DoorKey, number>();
  eachLetIn(view, (door, row) => {
    const slot = view.facts.allowed.slot[row] ?? 0;
    if (slot < (firstSlots.get(door) ?? Number.POSITIVE_INFINITY)) firstSlots.set(door, slot);
  });
  const changesOf = doorChanges(detection, firstSlots.keys());
  const isOpenThroughout = (door: DoorKey) =>
    staysOpen(changesOf.get(door) ?? [], Math.min(startSlot, firstSlots.get(door) ?? startSlot));
  return { changesOf, newsworthy: new Set([...firstSlots.keys()].filter((door) => !isOpenThroughout(door))) };
}

function staysOpen(changes: readonly DoorChange[], fromSlot: number): boolean {
  return stateAt(changes, fromSlot) === 'open' && !changes.some(({ slot, state }) => state === 'closed' && slot > fromSlot);
}

/** Visits the rows of `allowed` on ports that are watched now. */
export function eachLetIn(view: WindowView, visit: (door: DoorKey, row: number) => void): void {
  const { target, port, protocol } = view.facts.allowed;
  for (let row = 0; row < target.length; row++) {
    const at = port[row] ?? 0;
    const by = protocol[row] ?? 0;
    if (view.isWatched(at, by)) visit(doorKey(view.targetOf[target[row] ?? 0] ?? 0, at, by), row);
  }
}
