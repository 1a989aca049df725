import { chooseLogs, type StreamFacts } from '../../count/choose-logs.ts';
import { mergeFacts } from '../../count/fact-tables.ts';
import { type HourFacts, summarizeHour } from '../../count/summarize-hour.ts';
import { createDecoder } from '../../decode/decode-flow-log.ts';
import type { DecodedRecord } from '../../model/decoded-record.ts';
import type { Facts, PortKey } from '../../model/facts.ts';
import type { Stream } from '../../model/stream.ts';
import { type CountedChunk, countChunk } from '../../pipeline/ingest/count-chunk.ts';
import { defaultChunkBytes } from '../../pipeline/ingest-blob.ts';
import type { AddressCountries } from '../../ports/address-countries.ts';
import { hourMs, hourStartMs } from '../../read/hours.ts';
import type { FileRejection, LogSource } from './log-source.ts';

/** Blobs read at once. */
const atOnce = 4;

/** An hour of the logs, all of it. */
export interface CountedHour extends HourFacts {
  readonly rejections: readonly FileRejection[];
  /** Blobs that could not be read: gone, or archived. */
  readonly unread: readonly string[];
}

export interface CountHourOptions {
  readonly source: LogSource;
  readonly countries: AddressCountries;
  readonly watchedPorts: ReadonlySet<PortKey>;
  /** Only what had been logged by then, ms; left out: the whole hour. */
  readonly untilMs?: number;
}

/**
 * Counts the blobs of a clock hour as ingest does, piece by piece, and chooses among logs that cover the same interface. What is not closed
 * at the end of a blob is rejected: it will not be closed any more.
 *
 * @throws what reading throws
 */
export async function countHour(hour: string, streams: readonly Stream[], options: CountHourOptions): Promise<CountedHour> {
  const counted = new Map<Stream, CountedBlob>();
  const waiting = streams.values();
  const work = async (): Promise<void> => {
    for (const stream of waiting) counted.set(stream, await countBlob(stream, options));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, streams.length) }, work));
  const inOrder = streams.flatMap((stream) => counted.get(stream) ?? []);
  return {
    ...summarizeHour(hour, chooseLogs(inOrder.map(({ facts }) => facts))),
    rejections: inOrder.flatMap(({ rejections }) => rejections),
    unread: inOrder.flatMap(({ unread }) => unread),
  };
}

interface CountedBlob {
  readonly facts: StreamFacts;
  readonly rejections: readonly FileRejection[];
  readonly unread: readonly string[];
}

async function countBlob(stream: Stream, { source, countries, watchedPorts, untilMs }: CountHourOptions): Promise<CountedBlob> {
  const place = source.placeOf(stream.ref);
  const context = { stream, watchedPorts, countries, nowMs: hourStartMs(stream.hour) + hourMs };
  const parts: Facts[] = [];
  const rejections: FileRejection[] = [];
  const unread: string[] = [];
  for (let offset = 0; ; ) {
    const read = await source.blobs.readRange(stream.ref, offset, defaultChunkBytes);
    if (read.kind === 'gone' || read.kind === 'archived') unread.push(`${place.path} (${read.kind})`);
    if (read.kind !== 'bytes') break;
    const { bytes, blobLength } = read;
    const atEnd = offset + bytes.length >= blobLength;
    const later = untilMs === undefined ? null : firstRecordAfter(bytes, atEnd, untilMs);
    const chunk = countChunk({ bytes, offset, atEnd: atEnd && later === null, stopAt: later ?? bytes.length }, context);
    parts.push(chunk.facts);
    rejections.push(...rejectionsOf(chunk, place));
    if (later !== null || (atEnd && !chunk.stopped)) break;
    offset += bytesDone(chunk, bytes);
  }
  const facts = parts.length === 1 && parts[0] !== undefined ? parts[0] : mergeFacts(parts);
  const mac = stream.mac || (facts.targets[0]?.mac ?? '');
  return { facts: { kind: stream.kind, flowLog: stream.flowLog, mac, facts }, rejections, unread };
}

/** Where in some bytes the first record begins that was logged after a time; null where none was. */
function firstRecordAfter(bytes: Uint8Array, atEnd: boolean, untilMs: number): number | null {
  let first: number | null = null;
  const record = ({ timeMs, offset }: DecodedRecord): void => {
    if (timeMs > untilMs) first ??= offset;
  };
  createDecoder().decode(bytes, { baseOffset: 0, atEnd }, { record, rejected: () => {} });
  return first;
}

const rejectionsOf = ({ rejected }: CountedChunk, { path, offset }: ReturnType<LogSource['placeOf']>): FileRejection[] =>
  rejected.flatMap(({ rejections }) =>
    rejections.map((rejection) => ({ path, rejection: { ...rejection, offset: rejection.offset + offset } })),
  );

/** Where nothing is whole yet, separators alone stand before what is unfinished: they are left behind. */
const bytesDone = ({ end, unfinishedBytes }: CountedChunk, { length }: Uint8Array): number =>
  end > 0 ? end : Math.max(1, length - unfinishedBytes);
