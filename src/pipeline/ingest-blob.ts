/** Ingest: a blob that may have grown comes in; its new whole records are counted exactly once, in one commit a chunk. */
import type { Cursor } from '../model/cursor.ts';
import type { PortKey } from '../model/facts.ts';
import { Failure } from '../model/failure.ts';
import type { BlobRef, Stream } from '../model/stream.ts';
import type { AddressCountries } from '../ports/address-countries.ts';
import type { Clock } from '../ports/clock.ts';
import type { FlowLogBlobs } from '../ports/flow-log-blobs.ts';
import type { IngestCommit, IngestStore, StoredCursor } from '../ports/ingest-store.ts';
import type { Log } from '../ports/log.ts';
import type { StateStore } from '../ports/state-store.ts';
import { hourMs, hourStartMs } from '../read/hours.ts';
import { streamOfBlob } from '../read/stream-of-blob.ts';
import { type CountedChunk, countChunk } from './ingest/count-chunk.ts';
import { makeCommit } from './ingest/make-commit.ts';
import { type Reading, readOn } from './ingest/read-on.ts';
import { readPurgedThrough } from './state-rows.ts';

export interface IngestPorts {
  readonly blobs: FlowLogBlobs;
  readonly store: IngestStore;
  /** Asked only for an old hour that has no cursor. */
  readonly state: StateStore;
  readonly countries: AddressCountries;
  readonly clock: Clock;
  readonly log: Log;
}

export interface IngestSettings {
  /** Bytes of one ranged read; memory depends on it, never on the blob. More than twice the longest record. */
  readonly chunkBytes: number;
  readonly watchedPorts: ReadonlySet<PortKey>;
  /** For tests; 1 MiB. */
  readonly longestRecordBytes?: number;
}

export const defaultChunkBytes = 4 * 1024 * 1024;
/** Largest segment: an entity holds 1 MiB. */
const mostSegmentBytes = 900 * 1024;
/** What is still open so long after its hour's end will not be closed any more. */
export const settledAfterMs = 2 * hourMs;
const mostConflicts = 50;
/** No retention is shorter (15 days): hours younger than this were never purged, with a day to spare for clocks. */
const leastRetentionMs = 14 * 24 * hourMs;

export interface IngestOutcome {
  readonly kind: 'counted' | 'unchanged' | 'not-a-flow-log' | 'gone' | 'archived' | 'empty' | 'expired';
  readonly records: number;
  readonly tuples: number;
  readonly rejected: number;
  readonly bytesRead: number;
  readonly commits: number;
  readonly conflicts: number;
  readonly rewritten: number;
}

type Tally = { -readonly [K in keyof IngestOutcome]: IngestOutcome[K] };

/**
 * Reads what a flow-log blob holds beyond its cursor and commits the facts, until its end.
 *
 * May be called at any time, any number of times, by several instances at once: every commit replaces the cursor by If-Match, so
 * each record is counted by one of them. A growth costs one cursor read, one ranged read and one commit.
 *
 * @throws Failure `stream-mismatch` where the cursor belongs to another blob, `conflict-persists`, and what the ports throw; the blob
 *   is then as far counted as the last commit says, and calling again continues there
 */
export async function ingestBlob(ports: IngestPorts, settings: IngestSettings, ref: BlobRef): Promise<IngestOutcome> {
  const tally: Tally = {
    kind: 'unchanged',
    records: 0,
    tuples: 0,
    rejected: 0,
    bytesRead: 0,
    commits: 0,
    conflicts: 0,
    rewritten: 0,
  };
  const stream = streamOfBlob(ref);
  if (stream === null) return { ...tally, kind: 'not-a-flow-log' };
  for (let lost = 0, commits = 0; await ingestChunk(ports, settings, stream, tally); commits = tally.commits) {
    lost = tally.commits > commits ? 0 : lost + 1;
    if (lost > mostConflicts) {
      throw new Failure('conflict-persists', `Cannot commit ${ref.path}: its cursor changed ${mostConflicts} times in a row`, {
        retryable: true,
      });
    }
  }
  ports.log.info('ingest', { hour: stream.hour, stream: stream.id, ...tally });
  return tally;
}

/** Reads, counts and commits once; true where the stream has to be looked at again. */
async function ingestChunk(ports: IngestPorts, settings: IngestSettings, stream: Stream, tally: Tally): Promise<boolean> {
  const stored = await ports.store.readCursor(stream.hour, stream.id);
  checkSameBlob(stored, stream);
  if (stored === null && (await isExpired(ports, stream))) {
    tally.kind = 'expired';
    return false;
  }
  const reading = await readOn(ports.blobs, settings.chunkBytes, stream.ref, stored?.cursor ?? null, tally);
  if ('stop' in reading) {
    if (tally.commits === 0) tally.kind = reading.stop;
    return false;
  }
  const counted = countReading(ports, settings, stream, reading);
  if (counted === null || isUnchanged(reading.cursor, counted)) return false;
  if ((await ports.store.commit({ ...counted.change, replaces: stored?.version ?? null })) === 'conflict') {
    tally.conflicts++;
    return true;
  }
  noteCommit(tally, counted, reading);
  return counted.change.cursor.etag === '';
}

/** A blob that outlived our facts is never counted a second time. Younger hours than any retention are not asked for. */
async function isExpired({ state, clock }: IngestPorts, { hour }: Stream): Promise<boolean> {
  if (hourStartMs(hour) > clock.now() - leastRetentionMs) return false;
  return hour <= (await readPurgedThrough(state)).hour;
}

function checkSameBlob(stored: StoredCursor | null, { ref }: Stream): void {
  if (stored === null) return;
  const { account, container, path } = stored.cursor;
  if (account === ref.account && container === ref.container && path === ref.path) return;
  throw new Failure(
    'stream-mismatch',
    `The cursor of ${ref.account}/${ref.container}/${ref.path} belongs to ${account}/${container}/${path}`,
  );
}

/** A chunk counted, and the commit that keeps it. */
interface Counted {
  readonly chunk: CountedChunk;
  readonly change: Omit<IngestCommit, 'replaces'>;
}

/** Counts as much of the reading as one commit can hold; null where a blob written anew shows no record yet (it is looked at again when it grows). */
function countReading(ports: IngestPorts, settings: IngestSettings, stream: Stream, reading: Reading): Counted | null {
  const nowMs = ports.clock.now();
  const { watchedPorts, longestRecordBytes } = settings;
  const longest = longestRecordBytes === undefined ? {} : { longestRecordBytes };
  const context = { stream, watchedPorts, countries: ports.countries, nowMs, ...longest };
  const atEnd = reading.reachedEnd && nowMs >= hourStartMs(stream.hour) + hourMs + settledAfterMs;
  for (let stopAt = reading.bytes.length; ; stopAt = Math.ceil(stopAt / 2)) {
    const chunk = countChunk({ bytes: reading.bytes, offset: reading.offset, atEnd, stopAt }, context);
    if (reading.before !== null && chunk.end === 0) return null;
    const change = makeCommit(stream, reading, chunk);
    if (stopAt <= 1 || (change.segment?.facts.length ?? 0) <= mostSegmentBytes) return { chunk, change };
  }
}

/** Nothing was read that the cursor does not say already. */
function isUnchanged(cursor: Cursor | null, { change }: Counted): boolean {
  const next = change.cursor;
  return (
    cursor !== null &&
    next.offset === cursor.offset &&
    next.etag === cursor.etag &&
    next.unfinishedBytes === cursor.unfinishedBytes
  );
}

function noteCommit(tally: Tally, { chunk }: Counted, reading: Reading): void {
  tally.kind = 'counted';
  tally.commits++;
  tally.records += chunk.facts.records;
  tally.tuples += chunk.facts.tuples;
  tally.rejected += chunk.facts.rejected;
  if (reading.before !== null) tally.rewritten++;
}
