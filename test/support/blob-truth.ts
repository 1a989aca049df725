import type { BlobRef } from '../../src/model/stream.ts';

/** A record as it was written, with what it is worth. */
export interface TruthRecord {
  readonly text: string;
  /** Its `time`, ms. */
  readonly timeMs: number;
  /** What of it can be counted, as text; null where nothing can. */
  readonly clean: string | null;
  /** Only a newer version can read it. */
  readonly isForNewer: boolean;
}

/** A record that was set aside, or has a tuple that was, with its place. */
interface SetAside {
  readonly record: TruthRecord;
  readonly generation: number;
  readonly offset: number;
}

/** What is true of a blob, told plainly: what stands there, what was read of it, and what counts. */
export interface BlobTruth {
  readonly ref: BlobRef;
  readonly hour: string;
  written: readonly TruthRecord[];
  isThere: boolean;
  /** Text up to behind the last record that was read; null where nothing was read yet. */
  seen: string | null;
  generation: number;
  countsFrom: number;
  counted: readonly TruthRecord[];
  setAside: readonly SetAside[];
  /** Of the last record that counts, ms; 0 where none does. */
  lastRecordMs: number;
  /** It was written when its hour could not be complete yet: it is found after an outage of any length. */
  mustBeFound: boolean;
}

export const unwrittenBlob = (ref: BlobRef, hour: string): BlobTruth => ({
  ref,
  hour,
  written: [],
  isThere: false,
  mustBeFound: false,
  ...unread,
});

const unread = { seen: null, generation: 0, countsFrom: 0, counted: [], setAside: [], lastRecordMs: 0 };
const opener = '{"records":[';
/** How many bytes before the place where reading goes on must be the same. */
const tailBytes = 64;

/** A blob of these records as text. */
export const textOfBlob = (records: readonly TruthRecord[]): string => `${opener}${records.map(({ text }) => text).join(',')}]}`;

/** Its facts and cursor are given up. */
export function forgetBlob(blob: BlobTruth): void {
  Object.assign(blob, unread);
}

/** The blob was read to its end while these records stood there. */
export function readTruth(blob: BlobTruth, records: readonly TruthRecord[], isNewer: boolean): void {
  const text = textOfBlob(records);
  const { seen } = blob;
  if (seen !== null && !goesOn(seen, text)) {
    if (records.length === 0) return;
    beginAnew(blob, records[0], isNewer);
    takeFrom(blob, records, 0, isNewer);
  } else takeFrom(blob, records, seen?.length ?? 0, isNewer);
  blob.seen = records.length === 0 ? (blob.seen ?? '') : text.slice(0, -2);
}

const goesOn = (seen: string, text: string): boolean => {
  const from = Math.max(0, seen.length - tailBytes);
  return text.slice(from, seen.length) === seen.slice(from);
};

/** Written anew: what begins later than all that counts adds to it; anything else takes its place. */
function beginAnew(blob: BlobTruth, first: TruthRecord | undefined, isNewer: boolean): void {
  blob.generation++;
  const adds = first !== undefined && isReadable(first, isNewer) && first.timeMs > blob.lastRecordMs;
  if (adds) return;
  blob.countsFrom = blob.generation;
  blob.counted = [];
  blob.lastRecordMs = 0;
}

const isReadable = ({ clean, isForNewer }: TruthRecord, isNewer: boolean): boolean => clean !== null && (isNewer || !isForNewer);

function takeFrom(blob: BlobTruth, records: readonly TruthRecord[], from: number, isNewer: boolean): void {
  let offset = opener.length;
  for (const record of records) {
    if (offset >= from) take(blob, record, offset, isNewer);
    offset += record.text.length + 1;
  }
}

function take(blob: BlobTruth, record: TruthRecord, offset: number, isNewer: boolean): void {
  const counts = isReadable(record, isNewer);
  if (counts) {
    blob.counted = [...blob.counted, record];
    blob.lastRecordMs = Math.max(blob.lastRecordMs, record.timeMs);
  }
  if (!counts || record.clean !== record.text) {
    blob.setAside = [...blob.setAside, { record, generation: blob.generation, offset }];
  }
}

/** What was set aside is tried again by a newer version. */
export function replayTruth(blob: BlobTruth, isNewer: boolean): void {
  const text = textOfBlob(blob.written);
  const canCount = ({ record, generation, offset }: SetAside): boolean =>
    isNewer &&
    blob.isThere &&
    generation >= blob.countsFrom &&
    record.clean === record.text &&
    text.startsWith(record.text, offset);
  blob.counted = [...blob.counted, ...blob.setAside.filter(canCount).map(({ record }) => record)];
  blob.setAside = blob.setAside.filter((one) => !canCount(one));
}

/** Rejections that the facts tell of. */
export const rejectedOf = ({ setAside, countsFrom }: BlobTruth): number =>
  setAside.filter(({ generation }) => generation >= countsFrom).length;
