import { createRecordCounter } from '../../count/count-record.ts';
import { createDecoder } from '../../decode/decode-flow-log.ts';
import { keepTuples } from '../../decode/keep-tuples.ts';
import { describeAddress } from '../../enrich/describe-address.ts';
import type { RejectedRow } from '../../model/cursor.ts';
import type { DecodedRecord } from '../../model/decoded-record.ts';
import type { Facts, PortKey } from '../../model/facts.ts';
import type { Rejection } from '../../model/rejection.ts';
import type { Stream } from '../../model/stream.ts';
import type { AddressCountries } from '../../ports/address-countries.ts';

/** A rejection keeps at most so many of its first bytes; the blob stays the source. */
const keptBytes = 32 * 1024;
/** With 32 KiB each and a segment of 900 KiB beside them a commit stays under 3 MiB and 90 rows. */
const mostDamaged = 60;

/** Bytes of a blob to decode and count. */
export interface Chunk {
  readonly bytes: Uint8Array;
  /** Offset in the blob of the first byte. */
  readonly offset: number;
  /** Nothing will come behind the bytes. */
  readonly atEnd: boolean;
  /** Take no record that begins at or behind this position in `bytes`. */
  readonly stopAt: number;
  /** Count only the tuples that begin at these offsets in the blob: for a replay of rejected ones. */
  readonly onlyTuplesAt?: ReadonlySet<number>;
}

export interface CountedChunk {
  readonly facts: Facts;
  readonly rejected: readonly Omit<RejectedRow, 'generation'>[];
  /** Position in the chunk behind the last record or rejection. */
  readonly end: number;
  readonly unfinishedBytes: number;
  readonly stopped: boolean;
  /** `time` of the first record, ms; null where there is none, or it cannot be read. */
  readonly firstRecordMs: number | null;
  /** `time` of the last record, ms; null where there is none. */
  readonly lastRecordMs: number | null;
}

export interface CountChunkContext {
  readonly stream: Stream;
  readonly watchedPorts: ReadonlySet<PortKey>;
  readonly countries: AddressCountries;
  readonly nowMs: number;
  readonly longestRecordBytes?: number;
}

/** Decodes, enriches and counts the whole records of a chunk. */
export function countChunk(chunk: Chunk, context: CountChunkContext): CountedChunk {
  const { stream, watchedPorts, countries, nowMs } = context;
  const decoder = createDecoder();
  const describe = (address: string) => describeAddress(address, (publicAddress) => countries.countryOf(publicAddress));
  const counter = createRecordCounter({ watchedPorts, describe, pathMac: stream.mac });
  const rejected: Omit<RejectedRow, 'generation'>[] = [];
  const times: { first: number | null | undefined; last: number | null } = { first: undefined, last: null };
  const setAside = (offset: number, length: number, rejections: readonly Rejection[]): void => {
    const from = offset - chunk.offset;
    const bytes = chunk.bytes.slice(from, from + Math.min(length, keptBytes));
    rejected.push({ streamId: stream.id, hour: stream.hour, offset, length, bytes, rejections: [...rejections] });
  };
  const record = (decoded: DecodedRecord): void => {
    if (chunk.onlyTuplesAt !== undefined) keepTuples(decoded, chunk.offset, chunk.onlyTuplesAt);
    counter.add(decoded, decoder, nowMs);
    if (times.first === undefined) times.first = decoded.timeMs;
    times.last = Math.max(times.last ?? 0, decoded.timeMs);
    if (decoded.rejections.length > 0) setAside(decoded.offset, decoded.length, decoded.rejections);
  };
  const rejectWhole = (rejection: Rejection): void => {
    counter.addRejected(1);
    if (times.first === undefined) times.first = null;
    setAside(rejection.offset, rejection.length, [rejection]);
  };
  const longest = context.longestRecordBytes === undefined ? {} : { longestRecordBytes: context.longestRecordBytes };
  const options = { baseOffset: chunk.offset, atEnd: chunk.atEnd, stopAt: chunk.stopAt, maxDamaged: mostDamaged, ...longest };
  const result = decoder.decode(chunk.bytes, options, { record, rejected: rejectWhole });
  return { facts: counter.facts(), rejected, ...result, firstRecordMs: times.first ?? null, lastRecordMs: times.last };
}
