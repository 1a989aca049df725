import type { AllowedColumns, DeniedColumns } from '../../../src/model/facts.ts';
import { slotMs } from '../../../src/model/facts.ts';
import { minuteMs } from './world-time.ts';

/** Knocks of an hour, column by column, as they come. */
export interface Rows {
  readonly minute: number[];
  readonly source: number[];
  readonly place: number[];
  readonly port: number[];
  readonly flows: number[];
  /** Number of the rule; 0 denies. */
  readonly rule: number[];
}

/** Row numbers in order of their minutes, by counting. */
export function orderByMinute(minute: readonly number[]): Uint32Array {
  const next = new Uint32Array(61);
  for (const at of minute) next[at + 1] = (next[at + 1] ?? 0) + 1;
  for (let at = 1; at < next.length; at++) next[at] = (next[at] ?? 0) + (next[at - 1] ?? 0);
  const order = new Uint32Array(minute.length);
  for (const [row, at] of minute.entries()) {
    const place = next[at] ?? 0;
    order[place] = row;
    next[at] = place + 1;
  }
  return order;
}

/** Columns in order of time, with the minutes by which they are cut. */
export interface Timed {
  readonly columns: DeniedColumns;
  readonly minute: Uint8Array;
}

/** The rows that a rule wants, as columns; `indexOfPlace` leads from a place to its target. */
export function pickRows(
  rows: Rows,
  indexOfPlace: readonly number[],
  order: Uint32Array,
  startMs: number,
  wants: (rule: number) => boolean,
): Timed {
  const picked = order.filter((row) => wants(rows.rule[row] ?? 0));
  const column = (values: readonly number[]): Uint32Array => picked.map((row) => values[row] ?? 0);
  const firstSlot = startMs / slotMs;
  return {
    minute: Uint8Array.from(column(rows.minute)),
    columns: {
      slot: column(rows.minute).map((minute) => firstSlot + Math.floor((minute * minuteMs) / slotMs)),
      source: column(rows.source),
      target: column(rows.place).map((place) => indexOfPlace[place] ?? 0),
      port: Uint16Array.from(column(rows.port)),
      protocol: new Uint8Array(picked.length).fill(6),
      rule: column(rows.rule),
      flows: column(rows.flows),
    },
  };
}

/** The rows before a minute; no copies. */
export function columnsBefore({ columns, minute }: Timed, before: number): DeniedColumns {
  const end = before >= 60 ? minute.length : minute.findIndex((at) => at >= before);
  const count = end < 0 ? minute.length : end;
  return {
    slot: columns.slot.subarray(0, count),
    source: columns.source.subarray(0, count),
    target: columns.target.subarray(0, count),
    port: columns.port.subarray(0, count),
    protocol: columns.protocol.subarray(0, count),
    rule: columns.rule.subarray(0, count),
    flows: columns.flows.subarray(0, count),
  };
}

/** Every let-in was answered: ten packets a flow. */
export function letInColumns(columns: DeniedColumns): AllowedColumns {
  const times = (factor: number): Float64Array => Float64Array.from(columns.flows, (flows) => flows * factor);
  return {
    ...columns,
    packetsSent: times(12),
    bytesSent: times(1_400),
    packetsReceived: times(10),
    bytesReceived: times(2_600),
    measured: columns.flows,
    answered: columns.flows,
  };
}
