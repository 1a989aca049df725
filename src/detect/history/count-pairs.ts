import type { HourAttempts } from './attempts-of-hour.ts';
import type { DayView } from './view-day.ts';

/** Attempts of a source on a target in a day from which on they are kept. */
const attemptsKept = 3;

/** Attempts of the sources of a day, so that those with too few are left out before anything is kept of them. */
export interface SourceCounter {
  readonly addHour: (attempts: HourAttempts) => void;
  /** By number of the source; 0 for one with fewer than three attempts in all, which has no pair. */
  readonly rows: () => Uint32Array;
}

/** A counter with nothing counted. */
export function countSources(view: DayView): SourceCounter {
  const rows = new Uint32Array(view.sources.length);
  const attempts = new Uint8Array(view.sources.length);
  return {
    addHour: ({ source, flows }) => {
      for (let row = 0; row < source.length; row++) {
        const from = source[row] ?? 0;
        rows[from] = (rows[from] ?? 0) + 1;
        attempts[from] = Math.min(attemptsKept, (attempts[from] ?? 0) + (flows[row] ?? 0));
      }
    },
    rows: () => rows.map((count, source) => (attempts[source] === attemptsKept ? count : 0)),
  };
}

/** Attempts by source, door and decision where source and target have at least three. Columns of equal length. */
export interface PairRows {
  /** Sources with rows, ascending. */
  readonly sources: Uint32Array;
  /** Where the rows of each begin, and behind them all where the last ends. */
  readonly starts: Uint32Array;
  /** Door × 2 + 1 where turned away, + 0 where let in; of each source ascending. */
  readonly keys: Uint32Array;
  readonly attempts: Uint32Array;
}

/** Counts attempts, an hour at a time. */
export interface PairCounter {
  readonly addHour: (attempts: HourAttempts) => void;
  /** Once, at the end. */
  readonly pairs: () => PairRows;
}

/**
 * A counter with nothing counted. All rows of a source are put side by side, then counted by target and door in tables small enough to
 * be quick.
 *
 * @param rows how many each source will have; 0 leaves it out
 */
export function countPairs(view: DayView, rows: Uint32Array): PairCounter {
  const ends = new Uint32Array(rows.length);
  let total = 0;
  for (let source = 0; source < rows.length; source++) {
    ends[source] = total;
    total += rows[source] ?? 0;
  }
  const [keys, flows] = [new Uint32Array(total), new Uint32Array(total)];
  return {
    addHour: (attempts) => {
      for (let row = 0; row < attempts.source.length; row++) {
        const source = attempts.source[row] ?? 0;
        if (rows[source] === 0) continue;
        const at = ends[source] ?? 0;
        keys[at] = (attempts.door[row] ?? 0) * 2 + (attempts.isDenied[row] ?? 0);
        flows[at] = attempts.flows[row] ?? 0;
        ends[source] = at + 1;
      }
    },
    pairs: () => sumPairs(view, rows, keys, flows),
  };
}

/** Sums up the rows of each source and moves what is kept to the front, where the rows of sources before it are done with. */
function sumPairs(view: DayView, rows: Uint32Array, keys: Uint32Array, flows: Uint32Array): PairRows {
  const sum = sumSource(view);
  const sources: number[] = [];
  const starts: number[] = [];
  let kept = 0;
  for (let source = 0, from = 0; source < rows.length; source++) {
    const to = from + (rows[source] ?? 0);
    if (from === to) continue;
    const more = sum(keys.subarray(from, to), flows.subarray(from, to));
    keys.copyWithin(kept, from, from + more);
    flows.copyWithin(kept, from, from + more);
    if (more > 0) {
      sources.push(source);
      starts.push(kept);
    }
    kept += more;
    from = to;
  }
  return {
    sources: Uint32Array.from(sources),
    starts: Uint32Array.from([...starts, kept]),
    keys: keys.subarray(0, kept),
    attempts: flows.subarray(0, kept),
  };
}

/** Makes the function that sums up the rows of one source in place, ordered by key, and gives how many are left. */
function sumSource(view: DayView): (keys: Uint32Array, flows: Uint32Array) => number {
  const keysOfTarget = view.ports.length * 2;
  const byTarget = new Float64Array(view.targets.length);
  const byKey = new Float64Array(view.targets.length * keysOfTarget);
  return (keys, flows) => {
    sumByTarget(byTarget, keys, flows, keysOfTarget);
    let met = 0;
    for (let row = 0; row < keys.length; row++) {
      const key = keys[row] ?? 0;
      if ((byTarget[Math.floor(key / keysOfTarget)] ?? 0) < attemptsKept) continue;
      byKey[key] = (byKey[key] ?? 0) + (flows[row] ?? 0);
      keys[met++] = key;
    }
    keys.subarray(0, met).sort();
    let left = 0;
    for (let row = 0; row < met; row++) {
      const key = keys[row] ?? 0;
      const sum = byKey[key] ?? 0;
      // A key met again is done already, and one without flows is none.
      if (sum === 0) continue;
      byKey[key] = 0;
      keys[left] = key;
      flows[left++] = sum;
    }
    return left;
  };
}

function sumByTarget(byTarget: Float64Array, keys: Uint32Array, flows: Uint32Array, keysOfTarget: number): void {
  byTarget.fill(0);
  for (let row = 0; row < keys.length; row++) {
    const target = Math.floor((keys[row] ?? 0) / keysOfTarget);
    byTarget[target] = (byTarget[target] ?? 0) + (flows[row] ?? 0);
  }
}
