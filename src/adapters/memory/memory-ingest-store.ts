import type { Cursor, RejectedRow, Segment } from '../../model/cursor.ts';
import type { IngestCommit, IngestStore, StoredCursor } from '../../ports/ingest-store.ts';
import { checkBatch } from '../batch-limit.ts';

interface Hour {
  readonly cursors: Map<string, StoredCursor>;
  readonly segments: Map<string, Segment>;
  readonly rejected: Map<string, RejectedRow>;
}

/** Cursors, facts and rejections in memory, with the versions and refusals of the table: for `scan` and for tests. */
export function memoryIngestStore(): IngestStore {
  const hours = new Map<string, Hour>();
  let versions = 0;
  return {
    readCursor: async (hour, streamId) => {
      const stored = hours.get(hour)?.cursors.get(streamId);
      return stored === undefined ? null : copyOfStored(stored);
    },
    commit: async (change) => {
      checkBatch([change.cursor.streamId, ...addedKeys(change)]);
      const hour = hours.get(change.cursor.hour) ?? emptyHour();
      if (isConflict(hour, change)) return 'conflict';
      hours.set(change.cursor.hour, hour);
      put(hour, change, String(++versions));
      return 'committed';
    },
    readHour: async (name) => {
      const hour = hours.get(name) ?? emptyHour();
      return { cursors: inOrder(hour.cursors).map(copyOfStored), segments: inOrder(hour.segments).map(copyOfSegment) };
    },
    readCursors: async (name) =>
      inOrder(hours.get(name)?.cursors ?? new Map<string, StoredCursor>()).map(({ cursor }) =>
        copyOfCursor({ ...cursor, open: new Uint8Array(0) }),
      ),
    readRejected: async (name) => inOrder(hours.get(name)?.rejected ?? new Map<string, RejectedRow>()).map(copyOfRejected),
    replayRejection: async (rejected, change) => {
      const taken = rejectedKey(rejected);
      checkBatch([change.cursor.streamId, ...new Set([taken, ...addedKeys(change)])]);
      const hour = hours.get(rejected.hour);
      if (hour === undefined || !hour.rejected.has(taken) || isConflict(hour, change, taken)) return 'conflict';
      hour.rejected.delete(taken);
      put(hour, change, String(++versions));
      return 'committed';
    },
    deleteHour: async (name) => {
      const { cursors, segments, rejected } = hours.get(name) ?? emptyHour();
      hours.delete(name);
      return cursors.size + segments.size + rejected.size;
    },
    hoursUpTo: async (hour, limit) =>
      [...hours.keys()]
        .filter((name) => name <= hour)
        .sort()
        .slice(0, limit),
  };
}

function emptyHour(): Hour {
  return { cursors: new Map(), segments: new Map(), rejected: new Map() };
}

/** `taken`: the key of a row that the same batch takes away. */
function isConflict(hour: Hour, change: IngestCommit, taken = ''): boolean {
  const there = hour.cursors.get(change.cursor.streamId)?.version ?? null;
  if (there !== change.replaces) return true;
  return addedKeys(change).some((key) => key !== taken && (hour.segments.has(key) || hour.rejected.has(key)));
}

function put(hour: Hour, { cursor, segment, rejected }: IngestCommit, version: string): void {
  hour.cursors.set(cursor.streamId, { cursor: copyOfCursor(cursor), version });
  if (segment !== null) hour.segments.set(segmentKey(segment), copyOfSegment(segment));
  for (const row of rejected) hour.rejected.set(rejectedKey(row), copyOfRejected(row));
}

function addedKeys({ segment, rejected }: IngestCommit): readonly string[] {
  return [...(segment === null ? [] : [segmentKey(segment)]), ...rejected.map(rejectedKey)];
}

function segmentKey(segment: Segment): string {
  return `segment:${placeKey(segment)}`;
}

function rejectedKey(rejected: RejectedRow): string {
  return `rejected:${placeKey(rejected)}`;
}

/** In the order of the blob, as the table's keys are. */
function placeKey({ streamId, generation, offset }: Segment | RejectedRow): string {
  return `${streamId}:${String(generation).padStart(6, '0')}:${String(offset).padStart(16, '0')}`;
}

function inOrder<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

function copyOfStored({ cursor, version }: StoredCursor): StoredCursor {
  return { cursor: copyOfCursor(cursor), version };
}

function copyOfCursor(cursor: Cursor): Cursor {
  return { ...cursor, tail: Uint8Array.from(cursor.tail), open: Uint8Array.from(cursor.open) };
}

function copyOfSegment(segment: Segment): Segment {
  return { ...segment, facts: Uint8Array.from(segment.facts) };
}

function copyOfRejected(row: RejectedRow): RejectedRow {
  return { ...row, bytes: Uint8Array.from(row.bytes), rejections: structuredClone(row.rejections) };
}
