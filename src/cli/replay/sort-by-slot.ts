import type { AllowedColumns, DeniedColumns, Facts } from '../../model/facts.ts';

/** The slots of an hour's rows, ascending. */
export interface RowsBySlot {
  readonly denied: Uint32Array;
  readonly allowed: Uint32Array;
}

/** The same facts with their rows in the order of slots, those of one slot as they stood. */
export function sortBySlot(facts: Facts): Facts {
  return {
    ...facts,
    denied: reorderDenied(facts.denied, orderOf(facts.denied.slot)),
    allowed: reorderAllowed(facts.allowed, orderOf(facts.allowed.slot)),
  };
}

/** How many rows lie before a slot (since the epoch). */
export function rowsBefore({ denied, allowed }: RowsBySlot, slot: number): { readonly denied: number; readonly allowed: number } {
  return { denied: countBelow(denied, slot), allowed: countBelow(allowed, slot) };
}

function countBelow(slots: Uint32Array, slot: number): number {
  let [from, to] = [0, slots.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((slots[middle] ?? 0) < slot) from = middle + 1;
    else to = middle;
  }
  return from;
}

function orderOf(slots: Uint32Array): Uint32Array {
  const order = Uint32Array.from(slots, (_, row) => row);
  return order.sort((a, b) => (slots[a] ?? 0) - (slots[b] ?? 0) || a - b);
}

type Column = Uint32Array | Uint16Array | Uint8Array | Float64Array;

function inOrder<C extends Column>(column: C, order: Uint32Array): C {
  const sorted = column.slice() as C;
  for (let row = 0; row < order.length; row++) sorted[row] = column[order[row] ?? 0] ?? 0;
  return sorted;
}

const reorderDenied = (columns: DeniedColumns, order: Uint32Array): DeniedColumns => ({
  slot: inOrder(columns.slot, order),
  source: inOrder(columns.source, order),
  target: inOrder(columns.target, order),
  port: inOrder(columns.port, order),
  protocol: inOrder(columns.protocol, order),
  rule: inOrder(columns.rule, order),
  flows: inOrder(columns.flows, order),
});

const reorderAllowed = (columns: AllowedColumns, order: Uint32Array): AllowedColumns => ({
  ...reorderDenied(columns, order),
  packetsSent: inOrder(columns.packetsSent, order),
  bytesSent: inOrder(columns.bytesSent, order),
  packetsReceived: inOrder(columns.packetsReceived, order),
  bytesReceived: inOrder(columns.bytesReceived, order),
  measured: inOrder(columns.measured, order),
  answered: inOrder(columns.answered, order),
});
