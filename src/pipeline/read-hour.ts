import { type ChosenFacts, chooseLogs, type StreamFacts } from '../count/choose-logs.ts';
import { mergeFacts } from '../count/fact-tables.ts';
import { unpackFacts } from '../count/pack-facts.ts';
import type { Cursor, Segment } from '../model/cursor.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import { streamOfBlob } from '../read/stream-of-blob.ts';

/**
 * The facts of an hour straight from `Ingest`, of the logs that count: one entry a stream.
 *
 * @param hour `2026112123` (UTC)
 */
export async function readHour(store: IngestStore, hour: string): Promise<readonly ChosenFacts[]> {
  const { cursors, segments } = await store.readHour(hour);
  const segmentsOf = Map.groupBy(segments, ({ streamId }) => streamId);
  return chooseLogs(cursors.map(({ cursor }) => streamFacts(cursor, segmentsOf.get(cursor.streamId) ?? [])));
}

/** Open facts and the segments of generations that count. */
function streamFacts(cursor: Cursor, segments: readonly Segment[]): StreamFacts {
  const counting = segments.filter(({ generation }) => generation >= cursor.countsFrom);
  const parts = [...counting.map(({ facts }) => facts), cursor.open].map(unpackFacts);
  const facts = parts.length === 1 && parts[0] !== undefined ? parts[0] : mergeFacts(parts);
  const stream = streamOfBlob(cursor);
  return {
    kind: stream?.kind ?? 'vnet',
    flowLog: stream?.flowLog ?? cursor.path,
    mac: stream?.mac || (facts.targets[0]?.mac ?? ''),
    facts,
  };
}
