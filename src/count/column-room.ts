import type { WholeNumbers } from '../model/facts.ts';
import type { TableRoom } from '../model/window.ts';

/** What columns are made of. */
export type Column = WholeNumbers | Float64Array;

/** A kind of column. */
export interface ColumnType<C extends Column> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): C;
}

/** Gives the columns of a room one after the other, each with all its rows. */
export type NextColumn = <C extends Column>(Type: ColumnType<C>) => C;

/** The kind of column that holds whole numbers below a limit in as few bytes as they ask for: an evaluation holds millions of rows. */
export function columnBelow(limit: number): ColumnType<WholeNumbers> {
  if (limit <= 2 ** 8) return Uint8Array;
  return limit <= 2 ** 16 ? Uint16Array : Uint32Array;
}

/** Columns begin at multiples of the largest number's bytes. */
const alignment = 8;
const bytesOfColumn = (rows: number, width: number): number => Math.ceil((rows * width) / alignment) * alignment;

/** Room in one piece of memory: a large piece is found again, or given back to the system, once it is free; many smaller leave gaps. */
export function tableRoom(rows: number, widths: readonly number[]): TableRoom {
  const bytes = widths.reduce((sum, width) => sum + bytesOfColumn(rows, width), 0);
  return { buffer: new ArrayBuffer(bytes), rows, widths };
}

/** Gives the columns of a room, which are to be asked for in its order. */
export function columnsOf({ buffer, rows }: TableRoom): NextColumn {
  let at = 0;
  return (Type) => {
    const column = new Type(buffer, at, rows);
    at += bytesOfColumn(rows, Type.BYTES_PER_ELEMENT);
    return column;
  };
}

/** How many values the dictionaries of facts have, as far as it decides how wide columns are. */
export interface Sizes {
  readonly targets: number;
  readonly rules: number;
}

/** Widths of the columns of denied facts, in their order. */
export const deniedWidths = ({ targets, rules }: Sizes): readonly number[] => [
  4,
  4,
  columnBelow(targets).BYTES_PER_ELEMENT,
  2,
  1,
  columnBelow(rules).BYTES_PER_ELEMENT,
  4,
];

/** Widths of the columns of allowed facts. */
export const allowedWidths = (sizes: Sizes): readonly number[] => [...deniedWidths(sizes), 8, 8, 8, 8, 4, 4];
