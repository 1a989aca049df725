import type { DoorDay } from '../../model/history.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { expectedAnywhere, expectedAtDoor } from '../expected-at-door.ts';
import { networkBlock } from '../network-block.ts';
import type { HourAttempts } from './attempts-of-hour.ts';
import { type DayView, readDoorNumber } from './view-day.ts';
import { addKnock, beginWalk, blocksOfRun, type DoorWalk, runsOfDay } from './walk-door.ts';

/** Whether a source, by its number, is expected at a door, by its number. */
type IsExpected = (source: number, door: number) => boolean;

/** Walks over the knocks of all doors, an hour at a time. */
export interface DoorWalker {
  /** Hours in order of time. */
  readonly addHour: (attempts: HourAttempts) => void;
  /** The doors at which anyone knocked, in order. */
  readonly doors: () => DoorDay[];
}

/** A walker that has walked over nothing. Sources are left out at the doors where they are expected. */
export function walkDoorsOfDay(view: DayView, settings: Pick<DetectionSettings, 'expectedSources' | 'targets'>): DoorWalker {
  const blocks = nameBlocks(view.sources);
  const isExpected = expectedByNumber(view, settings);
  const walks: (DoorWalk | undefined)[] = [];
  return {
    addHour: (attempts) => addHour(walks, attempts, blocks, isExpected),
    doors: () =>
      walks.flatMap((walk, door) => (walk === undefined ? [] : [{ ...readDoorNumber(view, door), ...runsOfDay(walk) }])),
  };
}

/** One text for all sources of a block, so that equal blocks are told apart by reference. */
function nameBlocks(sources: readonly string[]): readonly string[] {
  const names = new Map<string, string>();
  return sources.map((source) => {
    const block = networkBlock(source);
    const known = names.get(block);
    if (known === undefined) names.set(block, block);
    return known ?? block;
  });
}

function expectedByNumber(view: DayView, settings: Pick<DetectionSettings, 'expectedSources' | 'targets'>): IsExpected {
  const isAnywhere = expectedAnywhere(settings);
  const candidates = new Uint8Array(view.sources.map((source) => Number(isAnywhere(source))));
  const isExpected = expectedAtDoor(settings);
  return (source, number) => {
    if (candidates[source] !== 1) return false;
    const door = readDoorNumber(view, number);
    const target = view.targets[door.target];
    return target !== undefined && isExpected(view.sources[source] ?? '', target, door.port & 0xffff, door.port >>> 16);
  };
}

function addHour(
  walks: (DoorWalk | undefined)[],
  attempts: HourAttempts,
  blocks: readonly string[],
  isExpected: IsExpected,
): void {
  const slots = Float64Array.from(new Set(attempts.slot)).sort();
  const sources = blocks.length;
  for (const knock of orderKnocks(walks, attempts, slots, sources, isExpected)) {
    const moment = Math.floor(knock / sources);
    const decision = moment % 2 === 0 ? 'allowed' : 'denied';
    const place = Math.floor(moment / 2);
    const door = Math.floor(place / slots.length);
    const slot = slots[place % slots.length] ?? 0;
    const block = blocks[knock % sources] ?? '';
    const walk = walks[door];
    if (walk === undefined) walks[door] = beginWalk(slot, decision, block);
    else addKnock(walk, slot, decision, block);
  }
}

/**
 * The knocks that can change anything, each as one number, so that many sort fast: door, then slot, then let-ins before denials, then
 * source. Left out are those at doors where the whole hour only goes on with a run that has all its blocks: nearly all.
 */
function orderKnocks(
  walks: readonly (DoorWalk | undefined)[],
  { slot, source, door, isDenied }: HourAttempts,
  slots: Float64Array,
  sources: number,
  isExpected: IsExpected,
): Float64Array {
  const placeOfSlot = new Map([...slots].map((value, place) => [value, place]));
  const isSettled = settledDoors(walks, decisionsByDoor({ door, isDenied }));
  const knocks = new Float64Array(slot.length);
  let count = 0;
  for (let row = 0; row < slot.length; row++) {
    const at = door[row] ?? 0;
    const from = source[row] ?? 0;
    if (isSettled[at] === 1 || isExpected(from, at)) continue;
    const place = at * slots.length + (placeOfSlot.get(slot[row] ?? 0) ?? 0);
    knocks[count++] = (place * 2 + (isDenied[row] ?? 0)) * sources + from;
  }
  return knocks.subarray(0, count).sort();
}

const sawAllowed = 1;
const sawDenied = 2;

/** Which decisions were met at each door. */
function decisionsByDoor({ door, isDenied }: Pick<HourAttempts, 'door' | 'isDenied'>): Uint8Array {
  const doors = door.reduce((most, number) => Math.max(most, number), 0) + 1;
  const decisions = new Uint8Array(doors);
  for (let row = 0; row < door.length; row++) {
    const at = door[row] ?? 0;
    decisions[at] = (decisions[at] ?? 0) | (isDenied[row] === 1 ? sawDenied : sawAllowed);
  }
  return decisions;
}

/** 1 for each door where nothing but the decision of a run that has all its blocks was met. */
function settledDoors(walks: readonly (DoorWalk | undefined)[], decisions: Uint8Array): Uint8Array {
  return decisions.map((seen, door) => {
    const run = walks[door]?.last;
    if (run === undefined || run.blocks.length < blocksOfRun) return 0;
    return seen === (run.decision === 'denied' ? sawDenied : sawAllowed) ? 1 : 0;
  });
}
