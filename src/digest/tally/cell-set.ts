/** Pairs of whole numbers below 2³² − 1, each once. */
export interface CellSet {
  /** True where the pair was not there before. */
  readonly add: (first: number, second: number) => boolean;
}

const firstCells = 512;
/** Fuller than this, looking for a free cell takes long. */
const fullest = 0.6;
/** A cell: the first number, a block of 64 second numbers, and a bit for each of them. */
const cellWidth = 4;
const bitsAt = 2;

/**
 * An empty set: open addressing over one flat array. Who knocks at a thousand doors takes 16 cells of 16 bytes, not a thousand, as doors are
 * numbered from 0.
 */
export function createCellSet(): CellSet {
  // A cell is free where the first number is 0: they are kept one higher.
  let cells = new Uint32Array(firstCells * cellWidth);
  let count = 0;
  const grow = (): void => {
    const before = cells;
    cells = new Uint32Array(before.length * 2);
    for (let from = 0; from < before.length; from += cellWidth) {
      if (before[from] === 0) continue;
      const at = cellOf(cells, before[from] as number, before[from + 1] as number);
      for (let i = 0; i < cellWidth; i++) cells[at + i] = before[from + i] as number;
    }
  };
  const addCell = (at: number, kept: number, block: number): void => {
    cells[at] = kept;
    cells[at + 1] = block;
    if (++count * cellWidth > cells.length * fullest) grow();
  };
  return {
    add: (first, second) => {
      const block = second >>> 6;
      const at = cellOf(cells, first + 1, block);
      const word = at + bitsAt + ((second >>> 5) & 1);
      const bits = cells[word] as number;
      const bit = 1 << (second & 31);
      if ((bits & bit) !== 0) return false;
      cells[word] = bits | bit;
      if (cells[at] === 0) addCell(at, first + 1, block);
      return true;
    },
  };
}

/** Where the cell of a first number and a block begins; a free one where it has none. */
function cellOf(cells: Uint32Array, kept: number, block: number): number {
  const mask = cells.length - 1;
  let at = (hashOf(kept, block) * cellWidth) & mask;
  while (cells[at] !== 0 && (cells[at] !== kept || cells[at + 1] !== block)) at = (at + cellWidth) & mask;
  return at;
}

/** The finaliser's constant of MurmurHash3, which is in the public domain. */
function hashOf(first: number, second: number): number {
  const mixed = Math.imul(Math.imul(first, 0x9e3779b1) ^ second ^ (second << 13), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
