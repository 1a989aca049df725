import type { PairColumns } from '../../model/history.ts';
import type { HourAttempts } from './attempts-of-hour.ts';
import { type DayView, readDoorNumber } from './view-day.ts';

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
 * (source, target, port, decision, flows) and only those that are kept become rows.
 */
export function countPairs(view: DayView): PairCounter {
  const doors = view.targets.length * view.ports.length;
  const rows = view.hours.reduce((sum, { facts }) => sum + facts.denied.slot.length + facts.allowed.slot.length, 0);
  let packed = new Float64Array(Math.max(rows, 1));
  let count = 0;
  const add = (key: number, flows: number): void => {
    if (count === packed.length) packed = grown(packed);
    packed[count++] = key * flowLimit + flows;
  };
  return {
    addHour: ({ source, door, isDenied, flows }) => {
      for (let row = 0; row < source.length; row++) {
        const key = ((source[row] ?? 0) * doors + (door[row] ?? 0)) * 2 + (isDenied[row] ?? 0);
        let rest = flows[row] ?? 0;
        for (; rest >= flowLimit; rest -= flowLimit - 1) add(key, flowLimit - 1);
        if (rest > 0) add(key, rest);
      }
    },
    pairs: () => toPairs(view, leaveOutFew(packed.subarray(0, count), keysOfPair(view) * flowLimit).sort()),
  };
}

function grown(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(numbers.length * 2);
  more.set(numbers);
  return more;
}

/** Rows under construction: key and attempts. */
interface Rows {
  readonly keys: number[];
  readonly attempts: number[];
}

/** Keys of one source and target: one a port and decision. */
function keysOfPair(view: DayView): number {
  return view.ports.length * 2;
}

/**
 * Leaves out most of the numbers whose source and target have too few attempts, so that far fewer are to be sorted: attempts are
 * counted in buckets that several pairs may share, which can only keep too many. The numbers left stand at the front of `packed`.
 */
function leaveOutFew(packed: Float64Array, ofPair: number): Float64Array {
  const buckets = new Uint8Array(2 ** Math.min(24, Math.ceil(Math.log2(packed.length + 1)) + 1));
  const bucketOf = (number: number) => {
    const pair = Math.floor(number / ofPair);
    return (Math.imul(pair ^ (pair / 0x100000000), 0x9e3779b1) >>> 8) & (buckets.length - 1);
  };
  for (const number of packed) {
    const bucket = bucketOf(number);
    buckets[bucket] = Math.min(attemptsKept, (buckets[bucket] ?? 0) + flowsOf(number));
  }
  let kept = 0;
  for (const number of packed) if (buckets[bucketOf(number)] === attemptsKept) packed[kept++] = number;
  return packed.subarray(0, kept);
}

function toPairs(view: DayView, packed: Float64Array): PairColumns {
  const ofPair = keysOfPair(view) * flowLimit;
  const rows: Rows = { keys: [], attempts: [] };
  for (let from = 0, to = 0; from < packed.length; from = to) {
    const end = (Math.floor((packed[from] ?? 0) / ofPair) + 1) * ofPair;
    let flows = 0;
    for (to = from; to < packed.length && (packed[to] ?? 0) < end; to++) flows += flowsOf(packed[to] ?? 0);
    if (flows >= attemptsKept) addRows(rows, packed, from, to);
  }
  return readColumns(view, rows);
}

function flowsOf(packed: number): number {
  return packed - Math.floor(packed / flowLimit) * flowLimit;
}

/** Adds the rows of one source and target, one a port and decision. */
function addRows({ keys, attempts }: Rows, packed: Float64Array, from: number, to: number): void {
  let before = -1;
  for (let at = from; at < to; at++) {
    const number = packed[at] ?? 0;
    const key = Math.floor(number / flowLimit);
    if (key === before) attempts.push((attempts.pop() ?? 0) + flowsOf(number));
    else {
      keys.push(key);
      attempts.push(flowsOf(number));
    }
    before = key;
  }
}

function readColumns(view: DayView, { keys, attempts }: Rows): PairColumns {
  const doors = view.targets.length * view.ports.length;
  const source = new Uint32Array(keys.length);
  const target = new Uint32Array(keys.length);
  const port = new Uint32Array(keys.length);
  const isDenied = new Uint8Array(keys.length);
  for (const [row, key] of keys.entries()) {
    const place = Math.floor(key / 2);
    source[row] = Math.floor(place / doors);
    const door = readDoorNumber(view, place % doors);
    target[row] = door.target;
    port[row] = door.port;
    isDenied[row] = key % 2;
  }
  return { source, target, port, isDenied, attempts: Uint32Array.from(attempts) };
}
