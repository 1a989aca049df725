import type { PairColumns } from '../../model/history.ts';
import { type DayView, type HourAttempts, readDoorNumber } from './attempts-of-day.ts';

/** Attempts of a source on a target in a day from which on they are kept. */
const attemptsKept = 3;

/** Flows that one packed number holds beside its key; more flows are several numbers. */
const flowLimit = 256;

/** Counts attempts, an hour at a time. */
export interface PairCounter {
  readonly addHour: (attempts: HourAttempts) => void;
  /** Where source and target have at least three. */
  readonly pairs: () => PairColumns;
}

/**
 * A counter with nothing counted. Most sources try a target once or twice and are left out, so that all rows are sorted as numbers
 * (source, target, port, decision, flows) and only runs that are kept become rows.
 *
 * @param rows rows that are to come, as far as known: room is made for them at once
 */
export function countPairs(view: DayView, rows: number): PairCounter {
  let packed = new Float64Array(Math.max(rows, 16));
  let count = 0;
  const add = (key: number, flows: number): void => {
    if (count === packed.length) packed = grown(packed);
    packed[count++] = key * flowLimit + flows;
  };
  return {
    addHour: ({ source, door, isDenied, flows }) => {
      const doors = view.targets.length * view.ports.length;
      for (let row = 0; row < source.length; row++) {
        const key = ((source[row] ?? 0) * doors + (door[row] ?? 0)) * 2 + (isDenied[row] ?? 0);
        let rest = flows[row] ?? 0;
        for (; rest >= flowLimit; rest -= flowLimit - 1) add(key, flowLimit - 1);
        if (rest > 0) add(key, rest);
      }
    },
    pairs: () => toPairs(view, packed.subarray(0, count).sort()),
  };
}

function grown(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(numbers.length * 2);
  more.set(numbers);
  return more;
}

function toPairs(view: DayView, packed: Float64Array): PairColumns {
  const keysOfPair = view.ports.length * 2;
  const kept: number[] = [];
  const attempts: number[] = [];
  for (let from = 0, to = 0; from < packed.length; from = to) {
    const pair = Math.floor(Math.floor((packed[from] ?? 0) / flowLimit) / keysOfPair);
    const end = (pair + 1) * keysOfPair * flowLimit;
    let flows = 0;
    for (to = from; to < packed.length && (packed[to] ?? 0) < end; to++) flows += (packed[to] ?? 0) % flowLimit;
    if (flows >= attemptsKept) addRows(kept, attempts, packed.subarray(from, to));
  }
  return readColumns(view, kept, attempts);
}

/** Adds the rows of one source and target, one a port and decision. */
function addRows(keys: number[], attempts: number[], packed: Float64Array): void {
  for (const [place, number] of packed.entries()) {
    const key = Math.floor(number / flowLimit);
    if (place > 0 && keys.at(-1) === key) attempts.push((attempts.pop() ?? 0) + (number % flowLimit));
    else {
      keys.push(key);
      attempts.push(number % flowLimit);
    }
  }
}

function readColumns(view: DayView, keys: readonly number[], attempts: readonly number[]): PairColumns {
  const doors = view.targets.length * view.ports.length;
  const doorOf = (key: number) => readDoorNumber(view, Math.floor(key / 2) % doors);
  return {
    source: Uint32Array.from(keys, (key) => Math.floor(Math.floor(key / 2) / doors)),
    target: Uint32Array.from(keys, (key) => doorOf(key).target),
    port: Uint32Array.from(keys, (key) => doorOf(key).port),
    isDenied: Uint8Array.from(keys, (key) => key % 2),
    attempts: Uint32Array.from(attempts),
  };
}
