import type { Target } from '../../model/facts.ts';
import type { Door } from '../../model/findings/finding-core.ts';
import type { DayHistory, DoorDay, HistoryDoor } from '../../model/history.ts';
import { compareText } from '../compare-text.ts';
import { compareTargets } from '../target-identity.ts';
import { portKey } from '../watched-ports.ts';

/** The place of a source in a history, -1 where it is not in it. */
export function indexOfSource({ sources }: DayHistory, source: string): number {
  return placeOf(sources, (other) => compareText(other, source));
}

/** The place of a target in a history, -1 where it is not in it. */
export function indexOfTarget({ targets }: DayHistory, target: Target): number {
  return placeOf(targets, (other) => compareTargets(other, target));
}

/** A door's day, null where nobody knocked. */
export function findDoor(history: DayHistory, door: Door): DoorDay | null {
  const target = indexOfTarget(history, door.target);
  const port = portKey(door.port, door.protocol);
  return history.doors[target < 0 ? -1 : placeOf(history.doors, (other) => compareDoor(other, target, port))] ?? null;
}

/** The slot in which a source was first let in through a door that day, null where it was not. */
export function findLetIn(history: DayHistory, source: string, door: Door): number | null {
  const target = indexOfTarget(history, door.target);
  const from = indexOfSource(history, source);
  if (target < 0 || from < 0) return null;
  const port = portKey(door.port, door.protocol);
  const place = placeOf(history.letIn, (other) => compareDoor(other, target, port) || other.source - from);
  return history.letIn[place]?.firstSlot ?? null;
}

/** Everyone let in through a door that day, by source. */
export function letInsAt(history: DayHistory, door: Door): DayHistory['letIn'] {
  const target = indexOfTarget(history, door.target);
  if (target < 0) return [];
  const port = portKey(door.port, door.protocol);
  const firstFrom = (next: number) =>
    firstPlace(history.letIn.length, (place) => compareLetIn(history.letIn[place], target, port) >= next);
  return history.letIn.slice(firstFrom(0), firstFrom(1));
}

function compareLetIn(letIn: HistoryDoor | undefined, target: number, port: number): number {
  return letIn === undefined ? 1 : compareDoor(letIn, target, port);
}

/** The rows of `pairs` of one source: from the first up to, without, the second. */
export function pairRowsOf(history: DayHistory, source: string): readonly [number, number] {
  const index = indexOfSource(history, source);
  const column = history.pairs.source;
  const firstFrom = (value: number) => firstPlace(column.length, (place) => (column[place] ?? 0) >= value);
  return index < 0 ? [0, 0] : [firstFrom(index), firstFrom(index + 1)];
}

function compareDoor(door: HistoryDoor, target: number, port: number): number {
  return door.target - target || door.port - port;
}

/** The place of the element that `compare` gives 0 for, in a list in that order. */
function placeOf<T>(list: readonly T[], compare: (element: T) => number): number {
  const compareAt = (place: number) => {
    const element = list[place];
    return element === undefined ? 1 : compare(element);
  };
  const place = firstPlace(list.length, (at) => compareAt(at) >= 0);
  return compareAt(place) === 0 ? place : -1;
}

/** The first place for which `isReached` holds, once it holds for all after; the length where it holds for none. */
function firstPlace(length: number, isReached: (place: number) => boolean): number {
  let from = 0;
  let to = length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isReached(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
