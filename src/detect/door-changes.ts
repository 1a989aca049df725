import type { DeniedColumns } from '../model/facts.ts';
import type { Decision } from '../model/flow.ts';
import type { DayHistory, DayRuns, DoorChange } from '../model/history.ts';
import { findDoor } from './history/find-in-history.ts';
import { foldDays } from './history/fold-door-states.ts';
import { dayNumber, dayOfSlot } from './history/last-days.ts';
import { addKnock, beginWalk, type DoorWalk, runsOfDay } from './history/walk-door.ts';
import { networkBlock } from './network-block.ts';
import { type DoorKey, doorKey, doorTarget, isExpectedThere, readDoor, type WindowView } from './view-window.ts';

/** A knock as one number, so that many sort fast: slot, then let-ins before denials, then network block. */
type Knock = number;

const blockLimit = 2 ** 22;

/** The knocks of some doors, and the names of the blocks that they number. */
interface Knocks {
  readonly ofDoor: ReadonlyMap<DoorKey, Knock[]>;
  readonly blocks: readonly string[];
}

/**
 * Finds when doors came to stand open to any or closed, from the histories of some days and, for the days that have none, the window.
 * Within a day of the window knocks are taken by slot.
 *
 * @param histories at most one a day
 * @returns the changes of each door in order; none for one that stays unknown
 */
export function doorChanges(
  view: WindowView,
  doors: Iterable<DoorKey>,
  histories: readonly DayHistory[],
): Map<DoorKey, readonly DoorChange[]> {
  const knocks = collectKnocks(view, doors);
  return new Map(
    [...knocks.ofDoor].map(([door, ofDoor]) => {
      const days = runsByDay(ofDoor, knocks.blocks);
      for (const history of histories) {
        const runs = findDoor(history, readDoor(view, door));
        if (runs === null) days.delete(dayNumber(history.day));
        else days.set(dayNumber(history.day), runs);
      }
      return [door, foldDays([...days].sort(([a], [b]) => a - b).map(([, runs]) => runs))];
    }),
  );
}

function runsByDay(knocks: readonly Knock[], blocks: readonly string[]): Map<number, DayRuns> {
  const walks = new Map<number, DoorWalk>();
  for (const knock of Float64Array.from(knocks).sort()) {
    const moment = Math.floor(knock / blockLimit);
    const slot = Math.floor(moment / 2);
    const decision = moment % 2 === 0 ? 'allowed' : 'denied';
    const block = blocks[knock % blockLimit] ?? '';
    const walk = walks.get(dayOfSlot(slot));
    if (walk === undefined) walks.set(dayOfSlot(slot), beginWalk(slot, decision, block));
    else addKnock(walk, slot, decision, block);
  }
  return new Map([...walks].map(([day, walk]) => [day, runsOfDay(walk)]));
}

function collectKnocks(view: WindowView, doors: Iterable<DoorKey>): Knocks {
  const ofDoor = new Map<DoorKey, Knock[]>([...doors].map((door) => [door, []]));
  const numbers = new Map<string, number>();
  if (ofDoor.size === 0) return { ofDoor, blocks: [] };
  const numberOf = numberBlocks(view.facts.sources.address, numbers);
  for (const decision of ['allowed', 'denied'] as const) {
    eachKnock(view, view.facts[decision], ofDoor, (knocks, slot, source) => {
      knocks.push(packKnock(slot, decision, numberOf(source)));
    });
  }
  return { ofDoor, blocks: [...numbers.keys()] };
}

function packKnock(slot: number, decision: Decision, block: number): Knock {
  return (slot * 2 + (decision === 'allowed' ? 0 : 1)) * blockLimit + block;
}

function eachKnock(
  view: WindowView,
  { slot, source, target, port, protocol }: DeniedColumns,
  ofDoor: Knocks['ofDoor'],
  visit: (knocks: Knock[], slot: number, source: number) => void,
): void {
  const isWantedTarget = new Uint8Array(view.targets.length);
  for (const door of ofDoor.keys()) isWantedTarget[doorTarget(door)] = 1;
  for (let row = 0; row < slot.length; row++) {
    const seen = view.targetOf[target[row] ?? 0] ?? 0;
    if (isWantedTarget[seen] !== 1) continue;
    const door = doorKey(seen, port[row] ?? 0, protocol[row] ?? 0);
    const knocks = ofDoor.get(door);
    if (knocks === undefined || isExpectedThere(view, door, source[row] ?? 0)) continue;
    visit(knocks, slot[row] ?? 0, source[row] ?? 0);
  }
}

/** Makes the function from the index of a source to the number of its block; each source is looked at once. */
function numberBlocks(addresses: readonly string[], numbers: Map<string, number>): (source: number) => number {
  const blockOf = new Int32Array(addresses.length).fill(-1);
  return (source) => {
    const known = blockOf[source] ?? -1;
    if (known >= 0) return known;
    const name = networkBlock(addresses[source] ?? '');
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    blockOf[source] = number;
    return number;
  };
}
