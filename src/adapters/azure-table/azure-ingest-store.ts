import type { TableClient } from '@azure/data-tables';
import type { RejectedRow, Segment } from '../../model/cursor.ts';
import type { IngestCommit, IngestHour, IngestStore } from '../../ports/ingest-store.ts';
import { deleteRows } from './delete-rows.ts';
import {
  cursorColumns,
  cursorKey,
  cursorOf,
  cursorRow,
  cursorWithoutFacts,
  rejectedKey,
  rejectedOf,
  rejectedRow,
  segmentOf,
  segmentRevision,
  segmentRow,
} from './ingest-rows.ts';
import { listPartitions } from './list-partitions.ts';
import { keysAfter, readKeys, readRow, readRows } from './read-rows.ts';
import type { Row } from './row.ts';
import { anyVersion, type RowChange, writeBatch, writeRow } from './write-rows.ts';

/** The table of cursors, open facts, segments and rejections. */
export const ingestTable = 'KnockwatchIngest';

const cursorKeys = keysAfter('cursor:');
const segmentKeys = keysAfter('segment:');
const rejectedKeys = keysAfter('rejected:');

/**
 * Cursors, facts and rejections over Azure Table Storage: a partition an hour.
 *
 * @param table client of `KnockwatchIngest`; the table is made by the first write that misses it
 */
export function azureIngestStore(table: TableClient): IngestStore {
  return {
    readCursor: async (hour, streamId) => {
      const row = await readRow(table, hour, cursorKey(streamId));
      return row && storedCursor(row);
    },
    commit: (change) => commit(table, change),
    readHour: async (hour) => hourOf(await readRows(table, hour, [cursorKeys, segmentKeys])),
    readCursors: async (hour) => (await readRows(table, hour, [cursorKeys], cursorColumns)).map(cursorWithoutFacts),
    readRejected: async (hour) => (await readRows(table, hour, [rejectedKeys])).map(rejectedOf),
    replayRejection: (rejected, change) => writeBatch(table, replayChanges(rejected, change)),
    deleteHour: (hour) => deleteHour(table, hour),
    hoursUpTo: (hour, limit) => listPartitions(table, hour, limit),
  };
}

async function commit(table: TableClient, change: IngestCommit): Promise<'committed' | 'conflict'> {
  const added = [...segmentRows(change), ...change.rejected.map(rejectedRow)];
  if (added.length === 0) return (await writeRow(table, cursorWrite(change))).kind;
  return writeBatch(table, [cursorWrite(change), ...added.map((row) => ({ row, replaces: null }))]);
}

/** What still cannot be decoded of a rejection takes its row; a batch may name a row only once. */
function replayChanges(rejected: RejectedRow, change: IngestCommit): readonly RowChange[] {
  const taken = { partitionKey: rejected.hour, rowKey: rejectedKey(rejected) };
  const left = change.rejected.map(rejectedRow);
  const isLeft = left.some(({ rowKey }) => rowKey === taken.rowKey);
  return [
    cursorWrite(change),
    ...(isLeft ? [] : [{ remove: taken }]),
    ...segmentRows(change).map((row) => ({ row, replaces: null })),
    ...left.map((row) => ({ row, replaces: row.rowKey === taken.rowKey ? anyVersion : null })),
  ];
}

/** Cursors go last: while one stands, its stream is known to be counted. */
async function deleteHour(table: TableClient, hour: string): Promise<number> {
  const keys = await readKeys(table, hour);
  const isCursor = (key: string): boolean => key.startsWith(cursorKeys.from);
  return deleteRows(table, hour, [...keys.filter((key) => !isCursor(key)), ...keys.filter(isCursor)]);
}

function cursorWrite({ cursor, replaces }: IngestCommit) {
  return { row: cursorRow(cursor), replaces };
}

function segmentRows({ segment, cursor }: IngestCommit) {
  return segment === null ? [] : [segmentRow(segment, cursor.revision)];
}

function storedCursor(row: Row) {
  return { cursor: cursorOf(row), version: row.etag };
}

function hourOf(rows: readonly Row[]): IngestHour {
  const cursors = rows.filter((row) => row.rowKey.startsWith(cursorKeys.from)).map(storedCursor);
  const revisions = new Map(cursors.map(({ cursor }) => [cursor.streamId, cursor.revision]));
  const segments = rows
    .filter((row) => row.rowKey.startsWith(segmentKeys.from))
    .map((row) => ({ segment: segmentOf(row), revision: segmentRevision(row) }));
  return { cursors, segments: segments.filter((written) => isWithin(written, revisions)).map(({ segment }) => segment) };
}

/**
 * A commit between two pages of one reading shows its segment beside the cursor before it, whose open facts hold the same
 * flows. Such a segment is newer than that cursor and is left out: what is read then is the state before the commit.
 */
function isWithin({ segment, revision }: WrittenSegment, revisions: ReadonlyMap<string, number>): boolean {
  return revision <= (revisions.get(segment.streamId) ?? -1);
}

interface WrittenSegment {
  readonly segment: Segment;
  readonly revision: number;
}
