/** Decoding: the bytes of a flow log come in, records with their tuples as columns go out, and what could not be read. */
import type { DecodedTexts, DecodeSink } from '../model/decoded-record.ts';
import type { RejectionReason } from '../model/rejection.ts';
import { broken, byte, torn } from './bytes.ts';
import { findResumption, longestRecordBytes } from './find-resumption.ts';
import { judgeRecord } from './judge-record.ts';
import { readRecord } from './read-record.ts';
import { createRecordScratch, type RecordScratch } from './record-scratch.ts';
import { isTornSeparator, skipSeparators } from './skip-separators.ts';

export interface DecodeOptions {
  /** Offset in the blob of the first byte; rejections and records are told in offsets of the blob. */
  readonly baseOffset: number;
  /** Nothing will come behind these bytes: what is not closed is rejected as `incomplete`, not waited for. */
  readonly atEnd: boolean;
  /** Stop before the record that begins at or behind this position in `bytes`. */
  readonly stopAt?: number;
  /** Stop once so many records were rejected, or had tuples rejected. */
  readonly maxDamaged?: number;
  /** For tests; 1 MiB. */
  readonly longestRecordBytes?: number;
}

export interface DecodeResult {
  /** Position in `bytes` behind the last record or rejection. */
  readonly end: number;
  /** Bytes behind it that begin something that is not closed yet. */
  readonly unfinishedBytes: number;
  /** Whether decoding stopped early, by `stopAt` or `maxDamaged`. */
  readonly stopped: boolean;
}

/** A decoder keeps its columns and texts over several buffers of one stream. */
export interface Decoder extends DecodedTexts {
  /**
   * Decodes every whole record in `bytes`, found by structure (strings and brackets), and tells them to `sink` in their order.
   *
   * NSG flow logs v1 and v2 and virtual network flow logs v4 are told apart record by record. The opener, the closer, a byte-order
   * mark, commas and white space between records are passed over, so the bytes may begin and end anywhere between two records.
   * Formats: learn.microsoft.com/azure/network-watcher/nsg-flow-logs-overview and …/vnet-flow-logs-overview.
   */
  decode(bytes: Uint8Array, options: DecodeOptions, sink: DecodeSink): DecodeResult;
}

/** A new decoder with empty texts. */
export function createDecoder(): Decoder {
  const scratch = createRecordScratch();
  return {
    get texts() {
      return scratch.texts.texts;
    },
    get addressTexts() {
      return scratch.texts.addressTexts;
    },
    decode: (bytes, options, sink) => decodeFlowLog(bytes, options, sink, scratch),
  };
}

function decodeFlowLog(bytes: Uint8Array, options: DecodeOptions, sink: DecodeSink, scratch: RecordScratch): DecodeResult {
  const { stopAt = bytes.length, maxDamaged = Number.POSITIVE_INFINITY } = options;
  scratch.baseOffset = options.baseOffset;
  let end = 0;
  let damaged = 0;
  for (;;) {
    const start = skipSeparators(bytes, end, bytes.length);
    if (start >= bytes.length) return { end, unfinishedBytes: 0, stopped: false };
    if (start >= stopAt || damaged >= maxDamaged) return { end, unfinishedBytes: 0, stopped: true };
    const behind = decodeNext(bytes, start, options, sink, scratch);
    if (behind === torn) return { end, unfinishedBytes: bytes.length - start, stopped: false };
    if (scratch.rejections.length > 0) damaged++;
    end = behind;
  }
}

/** Decodes or rejects what begins at `start`; returns the position behind it, or `torn`. */
function decodeNext(bytes: Uint8Array, start: number, options: DecodeOptions, sink: DecodeSink, scratch: RecordScratch): number {
  const { atEnd, longestRecordBytes: longest = longestRecordBytes } = options;
  scratch.rejections.length = 0;
  if (!atEnd && bytes.length - start < longest && isTornSeparator(bytes, start, bytes.length)) return torn;
  const limit = Math.min(bytes.length, start + longest);
  const begins = bytes[start] === byte.openBrace;
  const behind = begins ? readRecord(bytes, start, limit, scratch) : broken;
  if (behind > 0 && behind <= limit) return tellRecord(bytes, start, behind, longest, sink, scratch);
  if (behind !== broken && limit === bytes.length && limit < start + longest && !atEnd) return torn;
  return setAside(
    bytes,
    start,
    behind === broken ? (begins ? 'malformed-record' : 'not-a-record') : null,
    options,
    sink,
    scratch,
  );
}

function tellRecord(
  bytes: Uint8Array,
  start: number,
  behind: number,
  longest: number,
  sink: DecodeSink,
  scratch: RecordScratch,
): number {
  const refusal = judgeRecord(bytes, scratch);
  scratch.offset = scratch.baseOffset + start;
  scratch.length = behind - start;
  if (refusal === null) {
    sink.record(scratch);
    return behind;
  }
  // What we do not know can hold records that we do: a list under another key, a record swallowed by a damaged one.
  const resume = findResumption(bytes, start, behind, true, longest);
  reject(refusal.reason, refusal.detail, start, resume, sink, scratch);
  return resume;
}

/** Rejects from `start` to where decoding can go on; `reason` null where the record was sound as far as it went. */
function setAside(
  bytes: Uint8Array,
  start: number,
  reason: RejectionReason | null,
  options: DecodeOptions,
  sink: DecodeSink,
  scratch: RecordScratch,
): number {
  const { atEnd, longestRecordBytes: longest = longestRecordBytes } = options;
  const resume = findResumption(bytes, start, bytes.length, atEnd, longest);
  if (resume === torn) return torn;
  const unclosed = resume - start >= longest ? 'record-too-long' : 'incomplete';
  const named = reason ?? unclosed;
  reject(named, detailOf(named, longest), start, resume, sink, scratch);
  return resume;
}

const details: Readonly<Partial<Record<RejectionReason, string>>> = {
  'malformed-record': 'not valid JSON; the record ends where its brackets close or the next record begins',
  'not-a-record': 'bytes between two records that are none: expected { or the end of the list',
  incomplete: 'the record was never closed',
};
const detailOf = (reason: RejectionReason, longest: number): string =>
  details[reason] ?? `the record does not close within ${longest} bytes`;

function reject(
  reason: RejectionReason,
  detail: string,
  start: number,
  behind: number,
  sink: DecodeSink,
  scratch: RecordScratch,
): void {
  const rejection = { unit: 'record', reason, detail, offset: scratch.baseOffset + start, length: behind - start } as const;
  scratch.rejections.length = 0;
  scratch.rejections.push(rejection);
  sink.rejected(rejection);
}
