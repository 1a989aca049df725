import type { TupleColumns } from '../model/decoded-record.ts';

/** Columns for `capacity` tuples. A record of 32 KiB, Azure's usual limit, holds about 600. */
export function createTupleColumns(capacity = 1024): TupleColumns {
  return {
    count: 0,
    offset: new Uint32Array(capacity),
    length: new Uint16Array(capacity),
    timeS: new Uint32Array(capacity),
    timeMs: new Uint16Array(capacity),
    source: new Uint32Array(capacity),
    destination: new Uint32Array(capacity),
    sourcePort: new Uint16Array(capacity),
    destinationPort: new Uint16Array(capacity),
    protocol: new Uint8Array(capacity),
    flags: new Uint8Array(capacity),
    encryption: new Uint32Array(capacity),
    packetsSent: new Float64Array(capacity),
    bytesSent: new Float64Array(capacity),
    packetsReceived: new Float64Array(capacity),
    bytesReceived: new Float64Array(capacity),
  };
}

/** Doubles every column, keeping its content. */
export function growTupleColumns(columns: TupleColumns): void {
  const grown = createTupleColumns(columns.offset.length * 2);
  for (const name of Object.keys(grown) as (keyof TupleColumns)[]) {
    if (name === 'count') continue;
    grown[name].set(columns[name]);
    Object.assign(columns, { [name]: grown[name] });
  }
}
