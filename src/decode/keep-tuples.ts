import type { DecodedRecord, TupleGroup } from '../model/decoded-record.ts';

/**
 * Narrows a decoded record to the tuples that begin at given offsets, by narrowing its groups.
 *
 * @param baseOffset offset in the blob of the buffer that was decoded
 */
export function keepTuples(record: DecodedRecord, baseOffset: number, offsets: ReadonlySet<number>): void {
  const isKept = (row: number): boolean => offsets.has(baseOffset + (record.tuples.offset[row] ?? 0));
  const kept = record.groups.flatMap((group) =>
    rowsOf(group)
      .filter(isKept)
      .map((row): TupleGroup => ({ ...group, from: row, to: row + 1 })),
  );
  record.groups.splice(0, record.groups.length, ...kept);
}

const rowsOf = ({ from, to }: TupleGroup): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);
