import type { DoorDay } from '../../model/history.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { compareText } from '../compare-text.ts';
import { expectedAnywhere, expectedAtDoor } from '../match/expected-at-door.ts';
import { networkBlock } from '../match/network-block.ts';
import type { HourAttempts } from './attempts-of-hour.ts';
import { type DayView, readDoorNumber } from './view-day.ts';
import { addKnock, beginWalk, type DoorWalk, isSettled, runsOfDay } from './walk-door.ts';

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
  const names: KnockNames = {
    sources: view.sources,
    isExpected: expectedByNumber(view, settings),
    blockOf: nameBlocks(view.sources),
  };
  const walks: (DoorWalk | undefined)[] = [];
  return {
    addHour: (attempts) => addHour(walks, attempts, names),
    doors: () =>
      walks.flatMap((walk, door) => (walk === undefined ? [] : [{ ...readDoorNumber(view, door), ...runsOfDay(walk) }])),
  };
}

/** What is asked of the sources that knock, by their numbers. */
interface KnockNames {
  readonly sources: readonly string[];
  readonly isExpected: IsExpected;
  /** Name of a source's network block. */
  readonly blockOf: (source: number) => string;
}

/** One text for all sources of a block, so that equal blocks are told apart by reference. */
function nameBlocks(sources: readonly string[]): KnockNames['blockOf'] {
  const names = new Map<string, string>();
  return (source) => {
    const block = networkBlock(sources[source] ?? '');
    const known = names.get(block);
    if (known === undefined) names.set(block, block);
    return known ?? block;
  };
}

function expectedByNumber(view: DayView, settings: Pick<DetectionSettings, 'expectedSources' | 'targets'>): IsExpected {
  if (settings.expectedSources.length === 0) return () => false;
  const isAnywhere = expectedAnywhere(settings);
  const isExpected = expectedAtDoor(settings);
  const answers = new Map<number, boolean>();
  const mayBe = (source: number): boolean => {
    const answer = answers.get(source) ?? isAnywhere(view.sources[source] ?? '');
    answers.set(source, answer);
    return answer;
  };
  return (source, number) => {
    if (!mayBe(source)) return false;
    const door = readDoorNumber(view, number);
    const target = view.targets[door.target];
    return target !== undefined && isExpected(view.sources[source] ?? '', target, door.port & 0xffff, door.port >>> 16);
  };
}

function addHour(walks: (DoorWalk | undefined)[], attempts: HourAttempts, names: KnockNames): void {
  const slots = Float64Array.from(new Set(attempts.slot)).sort();
  const rows = rowsToWalk(walks, attempts, names.isExpected);
  const sources = inOrderOfText(attempts.source, rows, names.sources);
  for (const knock of orderKnocks(attempts, rows, slots, sources)) {
    const moment = Math.floor(knock / sources.length);
    const decision = moment % 2 === 0 ? 'allowed' : 'denied';
    const place = Math.floor(moment / 2);
    const door = Math.floor(place / slots.length);
    const walk = walks[door];
    if (walk !== undefined && isSettled(walk, decision)) continue;
    const slot = slots[place % slots.length] ?? 0;
    const block = names.blockOf(sources[knock % sources.length] ?? 0);
    if (walk === undefined) walks[door] = beginWalk(slot, decision, block);
    else addKnock(walk, slot, decision, block);
  }
}

/** The rows that can change anything: those at doors where the whole hour only goes on with a run that has all its blocks, nearly all, cannot. */
function rowsToWalk(walks: readonly (DoorWalk | undefined)[], attempts: HourAttempts, isExpected: IsExpected): Uint32Array {
  const { source, door } = attempts;
  const settled = settledDoors(walks, decisionsByDoor(attempts));
  const rows = new Uint32Array(source.length);
  let count = 0;
  for (let row = 0; row < source.length; row++) {
    const at = door[row] ?? 0;
    if (settled[at] !== 1 && !isExpected(source[row] ?? 0, at)) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** The sources of some rows, each once, in the order of their text. */
function inOrderOfText(source: Uint32Array, rows: Uint32Array, texts: readonly string[]): readonly number[] {
  const met = new Set<number>();
  for (const row of rows) met.add(source[row] ?? 0);
  return [...met].sort((a, b) => compareText(texts[a] ?? '', texts[b] ?? ''));
}

/** Knocks each as one number, so that many sort fast: door, then slot, then let-ins before denials, then source. */
function orderKnocks(
  { slot, source, door, isDenied }: HourAttempts,
  rows: Uint32Array,
  slots: Float64Array,
  sources: readonly number[],
): Float64Array {
  const placeOfSlot = new Map([...slots].map((value, place) => [value, place]));
  const placeOfSource = new Map(sources.map((number, place) => [number, place]));
  const knocks = Float64Array.from(rows, (row) => {
    const place = (door[row] ?? 0) * slots.length + (placeOfSlot.get(slot[row] ?? 0) ?? 0);
    return (place * 2 + (isDenied[row] ?? 0)) * sources.length + (placeOfSource.get(source[row] ?? 0) ?? 0);
  });
  return knocks.sort();
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
    const walk = walks[door];
    if (walk === undefined || seen === (sawAllowed | sawDenied)) return 0;
    return Number(isSettled(walk, seen === sawDenied ? 'denied' : 'allowed'));
  });
}
