import type { AllowedColumns, DeniedColumns, WholeNumbers } from '../model/facts.ts';
import { type Column, type ColumnType, columnBelow } from './column-room.ts';

/** The rows from one up to, without, another, in the same memory. */
export function deniedRows(columns: DeniedColumns, from: number, to: number): DeniedColumns {
  return {
    slot: columns.slot.subarray(from, to),
    source: columns.source.subarray(from, to),
    target: columns.target.subarray(from, to),
    port: columns.port.subarray(from, to),
    protocol: columns.protocol.subarray(from, to),
    rule: columns.rule.subarray(from, to),
    flows: columns.flows.subarray(from, to),
  };
}

/** The same of allowed rows. */
export function allowedRows(columns: AllowedColumns, from: number, to: number): AllowedColumns {
  return {
    ...deniedRows(columns, from, to),
    packetsSent: columns.packetsSent.subarray(from, to),
    bytesSent: columns.bytesSent.subarray(from, to),
    packetsReceived: columns.packetsReceived.subarray(from, to),
    bytesReceived: columns.bytesReceived.subarray(from, to),
    measured: columns.measured.subarray(from, to),
    answered: columns.answered.subarray(from, to),
  };
}

/** Whether the rows of each begin in memory where those before end, so that they can be taken as one. */
export function lieInARow(all: readonly DeniedColumns[]): boolean {
  return all.every(({ slot }, i) => {
    const before = all[i - 1]?.slot ?? null;
    return before === null || (slot.buffer === before.buffer && slot.byteOffset === before.byteOffset + before.byteLength);
  });
}

/** Rows that lie in a row, as one. */
export function deniedSpan(first: DeniedColumns, rows: number): DeniedColumns {
  return {
    slot: span(Uint32Array, first.slot, rows),
    source: span(Uint32Array, first.source, rows),
    target: span(kindOf(first.target), first.target, rows),
    port: span(Uint16Array, first.port, rows),
    protocol: span(Uint8Array, first.protocol, rows),
    rule: span(kindOf(first.rule), first.rule, rows),
    flows: span(Uint32Array, first.flows, rows),
  };
}

/** The same of allowed rows. */
export function allowedSpan(first: AllowedColumns, rows: number): AllowedColumns {
  return {
    ...deniedSpan(first, rows),
    packetsSent: span(Float64Array, first.packetsSent, rows),
    bytesSent: span(Float64Array, first.bytesSent, rows),
    packetsReceived: span(Float64Array, first.packetsReceived, rows),
    bytesReceived: span(Float64Array, first.bytesReceived, rows),
    measured: span(Uint32Array, first.measured, rows),
    answered: span(Uint32Array, first.answered, rows),
  };
}

const span = <C extends Column>(Type: ColumnType<C>, first: C, rows: number): C => new Type(first.buffer, first.byteOffset, rows);

const kindOf = ({ BYTES_PER_ELEMENT }: WholeNumbers): ColumnType<WholeNumbers> => columnBelow(2 ** (8 * BYTES_PER_ELEMENT));
