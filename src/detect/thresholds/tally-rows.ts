import type { RowNumbers } from './number-rows.ts';

/** Flows by number. */
export type FlowSums = ReadonlyMap<number, number>;

/** Makes the function that sums up the flows of some rows by number; what it needs besides its answer it makes once. */
export function tallyRows(flows: Uint32Array, { size, at }: RowNumbers): (rows: Uint32Array) => FlowSums {
  const sums = new Float64Array(size);
  return (rows) => {
    const met: number[] = [];
    for (const row of rows) {
      const number = at(row);
      const sum = sums[number] ?? 0;
      if (sum === 0) met.push(number);
      sums[number] = sum + (flows[row] ?? 0);
    }
    const tally = new Map(met.map((number) => [number, sums[number] ?? 0]));
    for (const number of met) sums[number] = 0;
    return tally;
  };
}
