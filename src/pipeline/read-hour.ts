import { type ChosenFacts, chooseLogs, type StreamFacts } from '../count/choose-logs.ts';
import { mergeFacts } from '../count/fact-tables.ts';
import { fingerprintOf } from '../count/fingerprint.ts';
import { unpackFacts } from '../count/pack-facts.ts';
import { type HourFacts, summarizeHour } from '../count/summarize-hour.ts';
import type { Cursor, Segment } from '../model/cursor.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { IngestHour, IngestStore } from '../ports/ingest-store.ts';
import { streamOfBlob } from '../read/stream-of-blob.ts';

/** An hour's facts with the fingerprint of the streams they are of. */
export interface FingerprintedHour extends HourFacts {
  readonly fingerprint: string;
}

/**
 * The facts of an hour straight from `Ingest`, of the logs that count.
 *
 * @param hour `2026112123` (UTC)
 */
export async function hourFromIngest(store: IngestStore, hour: string): Promise<FingerprintedHour> {
  const read = await store.readHour(hour);
  return { ...summarizeHour(hour, chosenOf(read)), fingerprint: fingerprintOf(read.cursors.map(({ cursor }) => cursor)) };
}

/** The chosen facts of each stream of an hour. */
export async function readHour(store: IngestStore, hour: string): Promise<readonly ChosenFacts[]> {
  return chosenOf(await store.readHour(hour));
}

/**
 * The facts of an hour from its rolled-up rows where they are of the streams as they are now, else from `Ingest`: the same either way.
 *
 * @param isChecked compare the fingerprint with the cursors; without it a summary is believed, as the sweep rolls changed hours again
 */
export async function hourFacts(
  ports: { readonly store: IngestStore; readonly hours: HourStore },
  hour: string,
  isChecked: boolean,
): Promise<FingerprintedHour> {
  const { store, hours } = ports;
  // Twice: a summary read just before another writer replaced its rows names rows that are gone.
  for (let attempt = 0; attempt < 2; attempt++) {
    const summary = (await hours.readHourSummary(hour))?.value;
    if (summary === undefined) break;
    if (isChecked && summary.fingerprint !== fingerprintOf(await store.readCursors(hour))) break;
    const rows = await hours.readHourFacts(summary);
    if (rows !== null)
      return { hour, facts: mergeFacts(rows.map(unpackFacts)), logs: summary.logs, fingerprint: summary.fingerprint };
  }
  return hourFromIngest(store, hour);
}

function chosenOf({ cursors, segments }: IngestHour): readonly ChosenFacts[] {
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
