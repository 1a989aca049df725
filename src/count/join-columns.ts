import type { AllowedColumns, DeniedColumns, WholeNumbers } from '../model/facts.ts';
import type { TableRoom } from '../model/window.ts';
import { type Column, columnBelow, columnsOf, type NextColumn, type Sizes } from './column-room.ts';

/** Dictionaries that columns are numbered by. */
type Dictionary = 'source' | 'target' | 'rule';

/** The rows of a part and what becomes of its numbers. */
export interface NumberedRows<C extends DeniedColumns> {
  readonly columns: C;
  /** From a number in the part to that in the whole; null where every one stays. */
  readonly numbers: Readonly<Record<Dictionary, Uint32Array | null>>;
}

/**
 * Puts denied rows of several parts into a room, row behind row. What lies in it already is moved to its place, or stays: such parts come
 * first, in the order in which they lie.
 *
 * @returns columns of the whole room: rows behind the last part are not to be read
 */
export function joinDenied(parts: readonly NumberedRows<DeniedColumns>[], sizes: Sizes, room: TableRoom): DeniedColumns {
  return joinKeys(parts, sizes, columnsOf(room));
}

/** The same of allowed rows. */
export function joinAllowed(parts: readonly NumberedRows<AllowedColumns>[], sizes: Sizes, room: TableRoom): AllowedColumns {
  const next = columnsOf(room);
  const all = parts.map(({ columns }) => columns);
  return {
    ...joinKeys(parts, sizes, next),
    packetsSent: joinColumn(next(Float64Array), listOf(all, 'packetsSent')),
    bytesSent: joinColumn(next(Float64Array), listOf(all, 'bytesSent')),
    packetsReceived: joinColumn(next(Float64Array), listOf(all, 'packetsReceived')),
    bytesReceived: joinColumn(next(Float64Array), listOf(all, 'bytesReceived')),
    measured: joinColumn(next(Uint32Array), listOf(all, 'measured')),
    answered: joinColumn(next(Uint32Array), listOf(all, 'answered')),
  };
}

function joinKeys(parts: readonly NumberedRows<DeniedColumns>[], { targets, rules }: Sizes, next: NextColumn): DeniedColumns {
  const all = parts.map(({ columns }) => columns);
  const numbersOf = (name: Dictionary) => parts.map(({ numbers }) => numbers[name]);
  return {
    slot: joinColumn(next(Uint32Array), listOf(all, 'slot')),
    source: joinNumbers(next(Uint32Array), listOf(all, 'source'), numbersOf('source')),
    target: joinNumbers(next(columnBelow(targets)), listOf(all, 'target'), numbersOf('target')),
    port: joinColumn(next(Uint16Array), listOf(all, 'port')),
    protocol: joinColumn(next(Uint8Array), listOf(all, 'protocol')),
    rule: joinNumbers(next(columnBelow(rules)), listOf(all, 'rule'), numbersOf('rule')),
    flows: joinColumn(next(Uint32Array), listOf(all, 'flows')),
  };
}

const listOf = <C extends DeniedColumns, Name extends keyof C>(all: readonly C[], name: Name): readonly C[Name][] =>
  all.map((columns) => columns[name]);

function joinColumn<C extends Column>(into: C, columns: readonly Column[]): C {
  let at = 0;
  for (const column of columns) {
    place(column, into, at);
    at += column.length;
  }
  return into;
}

/** @param numbers of each column, parallel to them */
function joinNumbers<C extends WholeNumbers>(
  into: C,
  columns: readonly WholeNumbers[],
  numbers: readonly (Uint32Array | null)[],
): C {
  let at = 0;
  for (const [i, column] of columns.entries()) {
    const ofPart = numbers[i] ?? null;
    if (ofPart === null) place(column, into, at);
    else renumber(column, ofPart, into, at);
    at += column.length;
  }
  return into;
}

function place(column: Column, into: Column, at: number): void {
  if (column.buffer !== into.buffer) {
    into.set(column, at);
    return;
  }
  const from = (column.byteOffset - into.byteOffset) / into.BYTES_PER_ELEMENT;
  if (from !== at) into.copyWithin(at, from, from + column.length);
}

/** Where both lie in one room the rows move to its beginning, if at all: none is overwritten before it is read. */
function renumber(column: WholeNumbers, numbers: Uint32Array, into: WholeNumbers, at: number): void {
  for (let row = 0; row < column.length; row++) into[at + row] = numbers[column[row] ?? 0] ?? 0;
}
