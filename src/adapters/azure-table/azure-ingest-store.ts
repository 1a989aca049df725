import type { TableClient } from '@azure/data-tables';
import type { Segment } from '../../model/cursor.ts';
import type { IngestCommit, IngestHour, IngestStore } from '../../ports/ingest-store.ts';
import {
  cursorColumns,
  cursorKey,
  cursorOf,
  cursorRow,
  cursorWithoutFacts,
  rejectedOf,
  rejectedRow,
  segmentOf,
  segmentRevision,
  segmentRow,
} from './ingest-rows.ts';
import type { Row } from './row.ts';
import { keysAfter, readRow, readRows, writeBatch, writeRow } from './table-requests.ts';

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
  };
}

async function commit(table: TableClient, change: IngestCommit): Promise<'committed' | 'conflict'> {
  const cursor = { row: cursorRow(change.cursor), replaces: change.replaces };
  const segments = change.segment === null ? [] : [segmentRow(change.segment, change.cursor.revision)];
  const added = [...segments, ...change.rejected.map(rejectedRow)];
  if (added.length === 0) return (await writeRow(table, cursor)).kind;
  return writeBatch(table, [cursor, ...added.map((row) => ({ row, replaces: null }))]);
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
