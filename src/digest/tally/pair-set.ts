import { type CellSet, createCellSet } from './cell-set.ts';

/** Pairs of numbers, each once. */
export interface PairSet {
  /**
   * True where the pair was not there before.
   *
   * @param first counts from 0: there is room for each below the largest
   * @param second below 2³² − 1
   */
  readonly add: (first: number, second: number) => boolean;
}

/** So many second numbers of each first one stand side by side; the others are looked for. */
const room = 4;

/**
 * An empty set. Of a day's sources nearly all knock at a few doors and never again: theirs lie in the order of the sources, as rows do, so that
 * memory is read in order.
 */
export function createPairSet(): PairSet {
  const others: CellSet = createCellSet();
  /** Kept one higher: 0 is free. */
  let few = new Uint32Array(1024 * room);
  return {
    add: (first, second) => {
      const from = first * room;
      if (from >= few.length) few = enlarged(few, from + room);
      for (let at = from; at < from + room; at++) {
        if (few[at] === second + 1) return false;
        if (few[at] !== 0) continue;
        few[at] = second + 1;
        return true;
      }
      return others.add(first, second);
    },
  };
}

function enlarged(few: Uint32Array, places: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 ** Math.ceil(Math.log2(places)));
  larger.set(few);
  return larger;
}
