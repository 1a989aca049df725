import type { Cursor, RejectedRow, Segment } from '../../src/model/cursor.ts';

/** A cursor whose every field differs from a default; fields can be given. */
export function makeCursor(fields: Partial<Cursor> = {}): Cursor {
  return {
    streamId: 'aB3_-aB3_-aB3_-aB3_-',
    account: '127.0.0.1:10000/devstoreaccount1',
    container: 'insights-logs-flowlogflowevent',
    path: 'flowLogResourceID=/S_NETWORKWATCHERRG/N/y=2026/m=11/d=21/h=23/m=00/macAddress=0022480000AA/PT1H.json',
    hour: '2026112123',
    revision: 1,
    generation: 0,
    countsFrom: 0,
    offset: 4711,
    tail: Uint8Array.from({ length: 64 }, (_, index) => 255 - index),
    lastRecordMs: Date.UTC(2026, 10, 21, 23, 1, 2, 345),
    etag: '0x8DE5A5B1C2D3E4F',
    unfinishedBytes: 17,
    open: Uint8Array.from([1, 0, 255, 128]),
    ...fields,
  };
}

/** A segment of `makeCursor()`'s stream. */
export function makeSegment(fields: Partial<Segment> = {}): Segment {
  const { streamId, hour, generation, offset } = makeCursor();
  return { streamId, hour, generation, offset, facts: Uint8Array.from([1, 2, 3]), ...fields };
}

/** Rejections of `makeCursor()`'s stream. */
export function makeRejected(fields: Partial<RejectedRow> = {}): RejectedRow {
  const { streamId, hour, generation } = makeCursor();
  const rejection = {
    unit: 'record',
    reason: 'malformed-record',
    detail: 'a "quoted" text — ü',
    offset: 12,
    length: 99,
  } as const;
  return {
    streamId,
    hour,
    generation,
    offset: 12,
    length: 99,
    bytes: Uint8Array.from([123, 0, 125]),
    rejections: [rejection],
    ...fields,
  };
}
