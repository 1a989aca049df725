import type { DeniedColumns } from '../../model/facts.ts';
import type { RowNumbers } from './number-rows.ts';
import type { RuleRows } from './rule-rows.ts';

/** What rows to group, and how. */
export interface Grouping {
  /** Outer groups, and within each inner ones; null where there are none. */
  readonly by: RowNumbers;
  readonly within: RowNumbers | null;
  readonly isWanted: (row: number) => boolean;
  /** Groups with fewer flows are left out. */
  readonly leastFlows: number;
}

/**
 * Groups the wanted rows of a table: two passes over all rows, which make nothing by row; the rest costs by rows that are kept.
 *
 * @returns the rows of each group, ordered by slot
 */
export function groupRows({ columns, firstSlot, slots }: RuleRows, grouping: Grouping): Uint32Array[] {
  const { by, within, leastFlows } = grouping;
  const { groupOf, rows } = keepRows(columns, grouping);
  const bySlot = sortRows(rows, columns.slot, firstSlot, slots);
  const split = (sorted: Uint32Array, numberAt: RowNumbers['at']) => splitRows(sorted, numberAt, columns.flows, leastFlows);
  if (within === null) return split(sortRows(bySlot, groupOf, 0, by.size), (row) => groupOf[row] ?? 0);
  const innerOf = new Uint32Array(groupOf.length);
  for (const row of rows) innerOf[row] = within.at(row);
  const sorted = sortRows(sortRows(bySlot, innerOf, 0, within.size), groupOf, 0, by.size);
  return split(sorted, (row) => (groupOf[row] ?? 0) * within.size + (innerOf[row] ?? 0));
}

const noGroup = 0xffffffff;

/** The wanted rows of groups that have flows enough, and the group of each row. */
function keepRows(
  { flows }: DeniedColumns,
  { by, isWanted, leastFlows }: Grouping,
): { readonly groupOf: Uint32Array; readonly rows: Uint32Array } {
  const groupOf = new Uint32Array(flows.length).fill(noGroup);
  const totals = new Float64Array(by.size);
  for (let row = 0; row < flows.length; row++) {
    if (!isWanted(row)) continue;
    const group = by.at(row);
    groupOf[row] = group;
    totals[group] = (totals[group] ?? 0) + (flows[row] ?? 0);
  }
  const rows = new Uint32Array(flows.length);
  let count = 0;
  for (let row = 0; row < flows.length; row++) {
    const group = groupOf[row] ?? noGroup;
    if (group !== noGroup && (totals[group] ?? 0) >= leastFlows) rows[count++] = row;
  }
  return { groupOf, rows: rows.slice(0, count) };
}

/** Orders rows by a column whose values lie in a range; those with the same value stay in their order. */
function sortRows(rows: Uint32Array, column: Uint32Array, first: number, size: number): Uint32Array {
  const places = new Uint32Array(size + 1);
  for (let i = 0; i < rows.length; i++) {
    const value = (column[rows[i] ?? 0] ?? 0) - first;
    places[value + 1] = (places[value + 1] ?? 0) + 1;
  }
  for (let value = 1; value <= size; value++) places[value] = (places[value] ?? 0) + (places[value - 1] ?? 0);
  const sorted = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const value = (column[row] ?? 0) - first;
    const place = places[value] ?? 0;
    sorted[place] = row;
    places[value] = place + 1;
  }
  return sorted;
}

/** Parts of rows with the same number, which stand together; those with fewer flows are left out. */
function splitRows(rows: Uint32Array, numberAt: (row: number) => number, flows: Uint32Array, leastFlows: number): Uint32Array[] {
  const parts: Uint32Array[] = [];
  let [from, number, sum] = [0, -1, 0];
  for (let at = 0; at <= rows.length; at++) {
    const row = rows[at];
    const next = row === undefined ? -1 : numberAt(row);
    if (next !== number) {
      if (at > from && sum >= leastFlows) parts.push(rows.subarray(from, at));
      [from, number, sum] = [at, next, 0];
    }
    sum += row === undefined ? 0 : (flows[row] ?? 0);
  }
  return parts;
}
