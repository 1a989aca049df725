/** Counts by small numbers, used again and again: it is emptied at the cost of what was counted. */
export interface Tally {
  /** Gives what the key has come to. */
  readonly add: (key: number, count: number) => number;
  readonly get: (key: number) => number;
  /** What was counted since it was emptied, each once, in the order first met; valid until the next change. */
  readonly keys: () => Uint32Array;
  readonly clear: () => void;
}

/** A tally for keys from 0 up to, without, `size`. */
export function createTally(size: number): Tally {
  const counts = new Float64Array(size);
  const met = new Uint32Array(size);
  let length = 0;
  return {
    add: (key, count) => {
      const before = counts[key] ?? 0;
      if (before === 0) met[length++] = key;
      counts[key] = before + count;
      return before + count;
    },
    get: (key) => counts[key] ?? 0,
    keys: () => met.subarray(0, length),
    clear: () => {
      for (let at = 0; at < length; at++) counts[met[at] ?? 0] = 0;
      length = 0;
    },
  };
}
