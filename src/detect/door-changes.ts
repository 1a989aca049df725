import { type DeniedColumns, slotMs } from '../model/facts.ts';
import type { Decision } from '../model/flow.ts';
import type { DayHistory, DayRuns, DoorChange } from '../model/history.ts';
import type { WindowFacts } from '../model/window.ts';
import type { Detection } from './detection.ts';
import { findDoor } from './history/find-in-history.ts';
import { foldDays } from './history/fold-door-states.ts';
import { dayNumber, dayOfSlot } from './history/last-days.ts';
import { addKnock, beginWalk, type DoorWalk, runsOfDay } from './history/walk-door.ts';
import { noteSources, type SourceNotes } from './note-sources.ts';
import { type DoorKey, doorKey, doorTarget, readDoor, type WindowView } from './view-window.ts';

/** A knock as one number, so that many sort fast: slot, then let-ins before denials, then network block. */
type Knock = number;

const blockLimit = 2 ** 22;

/** The knocks of some doors, and the names of the blocks that they number. */
interface Knocks {
  readonly ofDoor: ReadonlyMap<DoorKey, Knock[]>;
  readonly nameOfBlock: (block: number) => string;
}

const noKnocks: Knocks = { ofDoor: new Map(), nameOfBlock: () => '' };

/**
 * Finds when doors of the window came to stand open to any or closed, from the days' histories and, for a day of the window that has none,
 * the window. Within such a day knocks are taken by slot.
 *
 * @returns the changes of each door in order; none for one that stays unknown
 */
export function doorChanges(
  { view, window, days, settings }: Detection,
  doors: Iterable<DoorKey>,
): Map<DoorKey, readonly DoorChange[]> {
  const wanted = [...doors];
  const knocks = isToldByDays(window, days) ? noKnocks : collectKnocks(view, noteSources(view, settings), wanted);
  return new Map(
    wanted.map((door) => [door, foldDoor(view, door, days, runsByDay(knocks.ofDoor.get(door) ?? [], knocks.nameOfBlock))]),
  );
}

/** Whether every day of the window has its history. */
function isToldByDays({ startMs, endMs }: WindowFacts, days: readonly DayHistory[]): boolean {
  const told = new Set(days.map(({ day }) => dayNumber(day)));
  return [startMs, endMs - 1].every((ms) => told.has(dayOfSlot(Math.floor(ms / slotMs))));
}

function foldDoor(
  view: WindowView,
  door: DoorKey,
  histories: readonly DayHistory[],
  ofWindow: ReadonlyMap<number, DayRuns>,
): readonly DoorChange[] {
  const days = new Map(ofWindow);
  for (const history of histories) {
    const runs = findDoor(history, readDoor(view, door));
    if (runs === null) days.delete(dayNumber(history.day));
    else days.set(dayNumber(history.day), runs);
  }
  return foldDays([...days].sort(([a], [b]) => a - b).map(([, runs]) => runs));
}

function runsByDay(knocks: readonly Knock[], nameOfBlock: Knocks['nameOfBlock']): Map<number, DayRuns> {
  const walks = new Map<number, DoorWalk>();
  for (const knock of Float64Array.from(knocks).sort()) {
    const moment = Math.floor(knock / blockLimit);
    const slot = Math.floor(moment / 2);
    const decision = moment % 2 === 0 ? 'allowed' : 'denied';
    const block = nameOfBlock(knock % blockLimit);
    const walk = walks.get(dayOfSlot(slot));
    if (walk === undefined) walks.set(dayOfSlot(slot), beginWalk(slot, decision, block));
    else addKnock(walk, slot, decision, block);
  }
  return new Map([...walks].map(([day, walk]) => [day, runsOfDay(walk)]));
}

function collectKnocks(view: WindowView, notes: SourceNotes, doors: readonly DoorKey[]): Knocks {
  if (doors.length === 0) return noKnocks;
  const ofDoor = new Map<DoorKey, Knock[]>(doors.map((door) => [door, []]));
  for (const decision of ['allowed', 'denied'] as const) {
    eachKnock(view, view.facts[decision], ofDoor, (knocks, door, slot, source) => {
      if (!notes.isExpectedThere(door, source)) knocks.push(packKnock(slot, decision, notes.blockOf(source)));
    });
  }
  return { ofDoor, nameOfBlock: notes.nameOfBlock };
}

function packKnock(slot: number, decision: Decision, block: number): Knock {
  return (slot * 2 + (decision === 'allowed' ? 0 : 1)) * blockLimit + block;
}

function eachKnock(
  view: WindowView,
  { slot, source, target, port, protocol }: DeniedColumns,
  ofDoor: Knocks['ofDoor'],
  visit: (knocks: Knock[], door: DoorKey, slot: number, source: number) => void,
): void {
  const isWantedTarget = new Uint8Array(view.targets.length);
  for (const door of ofDoor.keys()) isWantedTarget[doorTarget(door)] = 1;
  for (let row = 0; row < slot.length; row++) {
    const seen = view.targetOf[target[row] ?? 0] ?? 0;
    if (isWantedTarget[seen] !== 1) continue;
    const door = doorKey(seen, port[row] ?? 0, protocol[row] ?? 0);
    const knocks = ofDoor.get(door);
    if (knocks !== undefined) visit(knocks, door, slot[row] ?? 0, source[row] ?? 0);
  }
}
