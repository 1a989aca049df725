import type { TableEntity } from '@azure/data-tables';
import type { Cursor, RejectedRow, Segment } from '../../model/cursor.ts';
import { packBytes, packJson, unpackBytes, unpackJson } from './packed-property.ts';
import { rejectionsOf } from './rejections-of.ts';
import { damaged, integerOf, type Row, textOf } from './row.ts';

/**
 * Columns of a cursor but its open facts. The blob's version stands in `blobEtag`: the table client takes a property named
 * `etag` for the row's own.
 */
export const cursorColumns = [
  'account',
  'container',
  'path',
  'revision',
  'generation',
  'countsFrom',
  'offset',
  'tail',
  'lastRecordMs',
  'blobEtag',
  'unfinishedBytes',
] as const;

/** The key of a stream's cursor in the partition of its hour. */
export function cursorKey(streamId: string): string {
  return `cursor:${streamId}`;
}

/** A cursor as a row. */
export function cursorRow(cursor: Cursor): TableEntity {
  return {
    partitionKey: cursor.hour,
    rowKey: cursorKey(cursor.streamId),
    account: cursor.account,
    container: cursor.container,
    path: cursor.path,
    revision: BigInt(cursor.revision),
    generation: BigInt(cursor.generation),
    countsFrom: BigInt(cursor.countsFrom),
    offset: BigInt(cursor.offset),
    ...packBytes('tail', cursor.tail),
    lastRecordMs: BigInt(cursor.lastRecordMs),
    blobEtag: cursor.etag,
    unfinishedBytes: BigInt(cursor.unfinishedBytes),
    ...packBytes('open', cursor.open),
  };
}

/** A row as a cursor. `@throws` Failure `newer-format`, `damaged-row` */
export function cursorOf(row: Row): Cursor {
  return { ...cursorWithoutFacts(row), open: unpackBytes(row, 'open') };
}

/** A row, read without its open facts, as a cursor whose `open` is empty. `@throws` Failure `newer-format`, `damaged-row` */
export function cursorWithoutFacts(row: Row): Cursor {
  const { streamId } = keyOf(row, 'cursor');
  return {
    streamId,
    account: textOf(row, 'account'),
    container: textOf(row, 'container'),
    path: textOf(row, 'path'),
    hour: row.partitionKey,
    revision: integerOf(row, 'revision'),
    generation: integerOf(row, 'generation'),
    countsFrom: integerOf(row, 'countsFrom'),
    offset: integerOf(row, 'offset'),
    tail: unpackBytes(row, 'tail'),
    lastRecordMs: integerOf(row, 'lastRecordMs'),
    etag: textOf(row, 'blobEtag'),
    unfinishedBytes: integerOf(row, 'unfinishedBytes'),
    open: new Uint8Array(0),
  };
}

/** A segment as a row, with the revision of the cursor that was written with it. */
export function segmentRow(segment: Segment, revision: number): TableEntity {
  return {
    partitionKey: segment.hour,
    rowKey: placeKey('segment', segment),
    revision: BigInt(revision),
    ...packBytes('facts', segment.facts),
  };
}

/** A row as a segment. `@throws` Failure `newer-format`, `damaged-row` */
export function segmentOf(row: Row): Segment {
  return { ...keyOf(row, 'segment'), hour: row.partitionKey, facts: unpackBytes(row, 'facts') };
}

/** The revision of the cursor that was written with a segment. `@throws` Failure `damaged-row` */
export function segmentRevision(row: Row): number {
  return integerOf(row, 'revision');
}

/** The key of a row of rejections in the partition of its hour. */
export function rejectedKey(rejected: RejectedRow): string {
  return placeKey('rejected', rejected);
}

/** Rejections as a row. */
export function rejectedRow(rejected: RejectedRow): TableEntity {
  return {
    partitionKey: rejected.hour,
    rowKey: rejectedKey(rejected),
    length: BigInt(rejected.length),
    ...packBytes('bytes', rejected.bytes),
    ...packJson('rejections', rejected.rejections),
  };
}

/** A row as rejections. `@throws` Failure `newer-format`, `damaged-row` */
export function rejectedOf(row: Row): RejectedRow {
  return {
    ...keyOf(row, 'rejected'),
    hour: row.partitionKey,
    length: integerOf(row, 'length'),
    bytes: unpackBytes(row, 'bytes'),
    rejections: rejectionsOf(row, unpackJson(row, 'rejections')),
  };
}

interface Place {
  readonly streamId: string;
  readonly generation: number;
  readonly offset: number;
}

/** Padded, so that the order of keys is the order in the blob; 16 digits hold 2^53. */
function placeKey(kind: 'segment' | 'rejected', { streamId, generation, offset }: Place): string {
  return `${kind}:${streamId}:${String(generation).padStart(6, '0')}:${String(offset).padStart(16, '0')}`;
}

/** A cursor's key has no place in the blob; its generation and offset are columns. */
function keyOf(row: Row, kind: 'cursor' | 'segment' | 'rejected'): Place {
  const pattern = kind === 'cursor' ? /^cursor:([^:]+)$/ : /^[a-z]+:([^:]+):(\d+):(\d+)$/;
  const [, streamId, generation = '0', offset = '0'] = pattern.exec(row.rowKey) ?? [];
  if (streamId === undefined || !row.rowKey.startsWith(`${kind}:`)) throw damaged(row, 'RowKey', `is no ${kind}'s`);
  return { streamId, generation: Number(generation), offset: Number(offset) };
}
