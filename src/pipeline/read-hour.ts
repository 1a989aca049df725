import { type ChosenFacts, chooseLogs, type StreamFacts } from '../count/choose-logs.ts';
import { concatFacts } from '../count/concat-facts.ts';
import { mergeFacts } from '../count/fact-tables.ts';
import { fingerprintOf } from '../count/fingerprint.ts';
import { unpackFacts } from '../count/pack-facts.ts';
import { summarizeHour } from '../count/summarize-hour.ts';
import type { Cursor, Segment } from '../model/cursor.ts';
import type { Facts } from '../model/facts.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { IngestHour, IngestStore } from '../ports/ingest-store.ts';
import type { WarmFacts, WarmHour } from '../ports/warm-facts.ts';
import { streamOfBlob } from '../read/stream-of-blob.ts';

/** An hour's facts with the fingerprint of the streams they are of. */
export type FingerprintedHour = WarmHour;

/**
 * The facts of an hour straight from `Ingest`, of the logs that count.
 *
 * @param hour `2026112123` (UTC)
 */
export async function hourFromIngest(store: IngestStore, hour: string): Promise<FingerprintedHour> {
  const read = await store.readHour(hour);
  const fingerprint = fingerprintOf(read.cursors.map(({ cursor }) => cursor));
  return { ...summarizeHour(hour, chosenOf(read)), fingerprint, room: null };
}

/** The chosen facts of each stream of an hour. */
export async function readHour(store: IngestStore, hour: string): Promise<readonly ChosenFacts[]> {
  return chosenOf(await store.readHour(hour));
}

/** Where hours are read from; `warm` holds what this process read before. */
export interface HourPorts {
  readonly store: IngestStore;
  readonly hours: HourStore;
  readonly warm?: WarmFacts;
}

/**
 * The facts of an hour from its rolled-up rows where they are of the streams as they are now, else from `Ingest`: the same either way.
 *
 * @param isChecked compare the fingerprint with the cursors; without it a summary is believed, as the sweep rolls changed hours again
 */
export async function hourFacts(ports: HourPorts, hour: string, isChecked: boolean): Promise<FingerprintedHour> {
  return (
    (await warmHour(ports, hour, isChecked)) ?? (await joinedHour(ports, hour, isChecked)) ?? hourFromIngest(ports.store, hour)
  );
}

/** What was read before, if it is of the streams as they are now. */
async function warmHour({ warm, hours, store }: HourPorts, hour: string, isChecked: boolean): Promise<FingerprintedHour | null> {
  const known = warm?.hours.get(hour);
  if (known === undefined) return null;
  const summary = isChecked ? undefined : (await hours.readHourSummary(hour))?.value;
  const fingerprint = summary?.fingerprint ?? fingerprintOf(await store.readCursors(hour));
  return known.fingerprint === fingerprint ? known : null;
}

/** An hour with its facts as they lie in storage. */
export interface HourInParts extends Pick<FingerprintedHour, 'hour' | 'logs' | 'fingerprint'> {
  /** They add up; each is unpacked when its turn comes, and can be asked for once. */
  readonly parts: Iterable<Facts>;
}

/**
 * The same facts part by part, without a copy of them as one: for what adds up rows.
 *
 * @param isChecked as of `hourFacts`
 */
export async function hourInParts(
  ports: Pick<HourPorts, 'store' | 'hours'>,
  hour: string,
  isChecked: boolean,
): Promise<HourInParts> {
  const rolled = await rolledHour(ports, hour, isChecked);
  if (rolled !== null) return rolled;
  const { facts, ...rest } = await hourFromIngest(ports.store, hour);
  return { ...rest, parts: [facts] };
}

async function rolledHour({ hours, store }: HourPorts, hour: string, isChecked: boolean): Promise<HourInParts | null> {
  // Twice: a summary read just before another writer replaced its rows names rows that are gone.
  for (let attempt = 0; attempt < 2; attempt++) {
    const summary = (await hours.readHourSummary(hour))?.value;
    if (summary === undefined) return null;
    if (isChecked && summary.fingerprint !== fingerprintOf(await store.readCursors(hour))) return null;
    const rows = await hours.readHourFacts(summary);
    if (rows === null) continue;
    const { logs, fingerprint } = summary;
    return { hour, parts: unpackEach(rows), logs, fingerprint };
  }
  return null;
}

function* unpackEach(rows: readonly Uint8Array[]): Iterable<Facts> {
  for (const row of rows) yield unpackFacts(row);
}

async function joinedHour(ports: HourPorts, hour: string, isChecked: boolean): Promise<FingerprintedHour | null> {
  const rolled = await rolledHour(ports, hour, isChecked);
  if (rolled === null) return null;
  const { parts, ...rest } = rolled;
  return { ...rest, facts: concatFacts([...parts]), room: null };
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
