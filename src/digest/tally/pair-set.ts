/** Pairs of whole numbers below 2³² − 1, each once. */
export interface PairSet {
  /** True where the pair was not there before. */
  readonly add: (first: number, second: number) => boolean;
}

const firstCapacity = 1024;
/** Fuller than this, looking for a free place takes long. */
const fullest = 0.6;

/** An empty set: open addressing over two flat arrays, some 13 bytes a pair. */
export function createPairSet(): PairSet {
  // A place is free where the first number is 0: they are kept one higher.
  let firsts = new Uint32Array(firstCapacity);
  let seconds = new Uint32Array(firstCapacity);
  let count = 0;
  const put = (kept: number, second: number): boolean => {
    const mask = firsts.length - 1;
    let slot = hashOf(kept, second) & mask;
    for (let there = firsts[slot]; there !== 0; there = firsts[slot]) {
      if (there === kept && seconds[slot] === second) return false;
      slot = (slot + 1) & mask;
    }
    firsts[slot] = kept;
    seconds[slot] = second;
    return true;
  };
  const grow = (): void => {
    const [keptBefore, secondsBefore] = [firsts, seconds];
    firsts = new Uint32Array(keptBefore.length * 2);
    seconds = new Uint32Array(keptBefore.length * 2);
    for (let i = 0; i < keptBefore.length; i++) if (keptBefore[i] !== 0) put(keptBefore[i] as number, secondsBefore[i] as number);
  };
  return {
    add: (first, second) => {
      if (!put(first + 1, second)) return false;
      if (++count > firsts.length * fullest) grow();
      return true;
    },
  };
}

/** The finaliser's constant of MurmurHash3, which is in the public domain. */
function hashOf(first: number, second: number): number {
  const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second ^ (second << 13), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
