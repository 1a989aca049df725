import { mergeFacts } from '../../count/fact-tables.ts';
import { packFacts, unpackFacts } from '../../count/pack-facts.ts';
import { skipSeparators } from '../../decode/skip-separators.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Facts } from '../../model/facts.ts';
import type { Stream } from '../../model/stream.ts';
import type { IngestCommit } from '../../ports/ingest-store.ts';
import { tailBefore, tailBytes } from '../../read/plan-read.ts';
import type { CountedChunk } from './count-chunk.ts';
import type { Reading } from './read-on.ts';

/** Packed facts up to this size stay in the cursor's row, whose binary properties hold 64 KiB. */
export const mostOpenBytes = 48 * 1024;

const noFacts = packFacts(mergeFacts([]));

/** The cursor after a chunk with the open facts in it, or a segment where they outgrow it, and what was rejected: one commit. */
export function makeCommit(stream: Stream, reading: Reading, chunk: CountedChunk): Omit<IngestCommit, 'replaces'> {
  const { generation, countsFrom, open, lastRecordMs } = generationOf(reading, chunk);
  const facts = packFacts(open === null ? chunk.facts : mergeFacts([open, chunk.facts]));
  const overflows = facts.length > mostOpenBytes;
  const end = endOfChunk(reading, chunk);
  const previous = reading.cursor ?? reading.before;
  const offset = reading.offset + end;
  const cursor: Cursor = {
    streamId: stream.id,
    ...stream.ref,
    hour: stream.hour,
    revision: (previous?.revision ?? 0) + 1,
    generation,
    countsFrom,
    offset,
    tail: tailBefore(reading.cursor?.tail ?? new Uint8Array(0), reading.bytes, end),
    lastRecordMs: Math.max(lastRecordMs, chunk.lastRecordMs ?? 0),
    etag: reading.reachedEnd && !chunk.stopped ? reading.etag : '',
    unfinishedBytes: chunk.unfinishedBytes,
    open: overflows ? noFacts : facts,
  };
  const segment = overflows ? { streamId: stream.id, hour: stream.hour, generation, offset, facts } : null;
  return { cursor, segment, rejected: chunk.rejected.map((row) => ({ ...row, generation })) };
}

/**
 * Which generation the chunk belongs to, and the open facts it adds to. A blob written anew that begins later than what was counted comes
 * from a writer that lost its list: it adds. Any other replaces what was counted.
 */
function generationOf({ cursor, before }: Reading, { firstRecordMs }: CountedChunk) {
  if (before === null) {
    const { generation = 0, countsFrom = 0, lastRecordMs = 0, open } = cursor ?? {};
    return { generation, countsFrom, lastRecordMs, open: open === undefined ? null : openFacts(open) };
  }
  const generation = before.generation + 1;
  const adds = firstRecordMs !== null && firstRecordMs > before.lastRecordMs;
  return adds
    ? {
        generation,
        countsFrom: before.countsFrom,
        lastRecordMs: before.lastRecordMs,
        open: openFacts(before.open),
      }
    : { generation, countsFrom: generation, lastRecordMs: 0, open: null };
}

/** null where there are none, as behind every segment: then a chunk's facts are taken as they are. */
const openFacts = (open: Uint8Array): Facts | null => (Buffer.compare(open, noFacts) === 0 ? null : unpackFacts(open));

/** Where the next read begins. Separators stay unread at the blob's end, where they still change; before it they are left behind. */
function endOfChunk(reading: Reading, { end, unfinishedBytes, stopped }: CountedChunk): number {
  if (reading.reachedEnd || stopped) return end;
  const { bytes } = reading;
  // Separators alone before something unfinished: they are left behind, or a chunk full of them would be read for ever.
  if (unfinishedBytes > 0) return end > 0 ? end : bytes.length - unfinishedBytes;
  return Math.max(end, skipSeparators(bytes, end, bytes.length - tailBytes));
}
