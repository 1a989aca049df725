import { type DoorKey, doorKey, doorTarget, type WindowView } from '../view-window.ts';

/** Slots that count at a door, both included. */
export interface SlotSpan {
  readonly fromSlot: number;
  readonly toSlot: number;
}

/** Finds the rows of `allowed` of some doors within their slots, in one pass. */
export function rowsOfDoors(view: WindowView, spans: ReadonlyMap<DoorKey, SlotSpan>): Map<DoorKey, number[]> {
  const { slot, target, port, protocol } = view.facts.allowed;
  const rows = new Map<DoorKey, number[]>([...spans.keys()].map((door) => [door, []]));
  const isWantedTarget = new Uint8Array(view.targets.length);
  for (const door of spans.keys()) isWantedTarget[doorTarget(door)] = 1;
  for (let row = 0; row < slot.length; row++) {
    const seen = view.targetOf[target[row] ?? 0] ?? 0;
    if (isWantedTarget[seen] !== 1) continue;
    const door = doorKey(seen, port[row] ?? 0, protocol[row] ?? 0);
    const span = spans.get(door);
    const at = slot[row] ?? 0;
    if (span !== undefined && at >= span.fromSlot && at <= span.toSlot) rows.get(door)?.push(row);
  }
  return rows;
}
