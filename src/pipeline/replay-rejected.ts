/** Replay: what could not be decoded is read again from its blob, by a version that may know better, and counted in the place of its rejection. */
import { mergeFacts } from '../count/fact-tables.ts';
import { packFacts, unpackFacts } from '../count/pack-facts.ts';
import type { Cursor, RejectedRow } from '../model/cursor.ts';
import type { Facts } from '../model/facts.ts';
import { Failure } from '../model/failure.ts';
import type { IngestCommit } from '../ports/ingest-store.ts';
import { hoursOfDay } from '../read/hours.ts';
import { streamOfBlob } from '../read/stream-of-blob.ts';
import { countChunk } from './ingest/count-chunk.ts';
import { mostOpenBytes } from './ingest/make-commit.ts';
import type { IngestPorts, IngestSettings } from './ingest-blob.ts';

/** What became of the rejections of one record. */
export type ReplayResult =
  /** Counted now, and the rejection taken back. */
  | 'counted'
  /** It cannot be decoded by this version either. */
  | 'still-rejected'
  /** The blob is gone, or holds other bytes there now. */
  | 'blob-changed'
  /** The blob was written anew since, and what it held then does not count. */
  | 'replaced';

export type ReplayOutcome = Readonly<Record<ReplayResult, number>>;

const mostConflicts = 50;

/**
 * Replays all rejections of a day. What was counted since makes the hours' fingerprints differ, so that they are rolled up again.
 *
 * @param day `20261121` (UTC)
 * @throws Failure `conflict-persists`, and what the ports throw; calling again goes on
 */
export async function replayRejected(ports: IngestPorts, settings: IngestSettings, day: string): Promise<ReplayOutcome> {
  const outcome = { counted: 0, 'still-rejected': 0, 'blob-changed': 0, replaced: 0 };
  for (const hour of hoursOfDay(day)) {
    for (const row of await ports.store.readRejected(hour)) outcome[await replayRow(ports, settings, row)]++;
  }
  ports.log.info('replay', { day, ...outcome });
  return outcome;
}

async function replayRow(ports: IngestPorts, settings: IngestSettings, row: RejectedRow): Promise<ReplayResult> {
  for (let attempt = 0; attempt < mostConflicts; attempt++) {
    const stored = await ports.store.readCursor(row.hour, row.streamId);
    if (stored === null || row.generation < stored.cursor.countsFrom) return 'replaced';
    const bytes = await rejectedBytes(ports, stored.cursor, row);
    if (bytes === null) return 'blob-changed';
    const facts = countAgain(ports, settings, stored.cursor, row, bytes);
    if (facts === null) return 'still-rejected';
    const change = { ...changeOf(stored.cursor, row, facts), replaces: stored.version };
    if ((await ports.store.replayRejection(row, change)) === 'committed') return 'counted';
    if (!(await isThere(ports, row))) return 'counted';
  }
  throw new Failure(
    'conflict-persists',
    `Cannot replay a rejection of ${row.streamId}: its cursor changed ${mostConflicts} times in a row`,
    {
      retryable: true,
    },
  );
}

/** False once another replay has counted it. */
async function isThere({ store }: IngestPorts, { hour, streamId, generation, offset }: RejectedRow): Promise<boolean> {
  const rows = await store.readRejected(hour);
  return rows.some((row) => row.streamId === streamId && row.generation === generation && row.offset === offset);
}

/** The rejected bytes as the blob holds them now; null where it does not hold them any more. */
async function rejectedBytes(
  { blobs }: IngestPorts,
  { account, container, path }: Cursor,
  row: RejectedRow,
): Promise<Uint8Array | null> {
  const read = await blobs.readRange({ account, container, path }, row.offset, row.length);
  if (read.kind !== 'bytes' || read.bytes.length !== row.length) return null;
  return row.bytes.every((code, i) => read.bytes[i] === code) ? read.bytes : null;
}

/** The facts of what was rejected, if all of it decodes now. */
function countAgain(
  ports: IngestPorts,
  settings: IngestSettings,
  cursor: Cursor,
  row: RejectedRow,
  bytes: Uint8Array,
): Facts | null {
  const stream = streamOfBlob(cursor);
  if (stream === null) return null;
  const { watchedPorts, longestRecordBytes } = settings;
  const longest = longestRecordBytes === undefined ? {} : { longestRecordBytes };
  const tuples = row.rejections.filter(({ unit }) => unit === 'tuple').map(({ offset }) => offset);
  const only = tuples.length > 0 ? { onlyTuplesAt: new Set(tuples) } : {};
  const context = { stream, watchedPorts, countries: ports.countries, nowMs: ports.clock.now(), ...longest };
  const { facts, rejected } = countChunk({ bytes, offset: row.offset, atEnd: true, stopAt: bytes.length, ...only }, context);
  if (rejected.length > 0 || facts.records === 0) return null;
  // The record of rejected tuples was counted when its other tuples were.
  const records = tuples.length > 0 ? 0 : facts.records;
  return { ...facts, records, rejected: -row.rejections.length, lag: [] };
}

function changeOf(before: Cursor, row: RejectedRow, added: Facts): Omit<IngestCommit, 'replaces'> {
  const facts = packFacts(mergeFacts([unpackFacts(before.open), added]));
  const overflows = facts.length > mostOpenBytes;
  const cursor = { ...before, revision: before.revision + 1, open: overflows ? packFacts(mergeFacts([])) : facts };
  // Keyed by a place inside the rejection, where no chunk ends: a rejection is replayed once.
  const segment = overflows
    ? { streamId: row.streamId, hour: row.hour, generation: row.generation, offset: row.offset + 1, facts }
    : null;
  return { cursor, segment, rejected: [] };
}
