/** Damaged logs for fuzzing: bytes flipped, cut, repeated, put in, logs joined, records swapped; it is known which records stay whole. */

/** A damaged log. */
export interface FuzzedLog {
  readonly bytes: Uint8Array;
  /** Where records begin of which no byte, nor the separator before them, was touched. */
  readonly intact: readonly number[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Draft {
  readonly bytes: Buffer;
  /** Records that are whole. */
  readonly spans: readonly Span[];
}

type Random = () => number;
type Mutation = (draft: Draft, random: Random) => Draft;

const upTo = (random: Random, most: number): number => Math.floor(random() * (most + 1));
const opener = Buffer.from('{"records":[');
const comma = Buffer.from(',');
const closer = Buffer.from(']}');
/** What breaks structure is put in more often than what does not. */
const telling = Buffer.from('{}[]",:\\{}[]", \n0eE-.tfnu\u00ff\u0000');

/** A log of these records and, now and then, another behind it, damaged one to four times. */
export function fuzzLog(records: readonly Uint8Array[], others: readonly Uint8Array[], random: Random): FuzzedLog {
  let draft = logOf(swapped(records, random));
  if (random() < 0.15) draft = joined(draft, logOf(others));
  for (let left = upTo(random, 3); left >= 0; left--) {
    const mutation = mutations[upTo(random, mutations.length - 1)];
    if (mutation !== undefined && draft.bytes.length > 0) draft = mutation(draft, random);
  }
  const { bytes, spans } = draft;
  return { bytes, intact: spans.filter(({ start }) => followsSeparator(bytes, start)).map(({ start }) => start) };
}

function swapped(records: readonly Uint8Array[], random: Random): readonly Uint8Array[] {
  if (random() > 0.3) return records;
  const [one, other] = [upTo(random, records.length - 1), upTo(random, records.length - 1)];
  return records.with(one, records[other] ?? opener).with(other, records[one] ?? opener);
}

function logOf(records: readonly Uint8Array[]): Draft {
  const spans: Span[] = [];
  const parts: Uint8Array[] = [opener];
  let at = opener.length;
  for (const [i, record] of records.entries()) {
    if (i > 0) parts.push(comma);
    if (i > 0) at++;
    spans.push({ start: at, end: at + record.length });
    parts.push(record);
    at += record.length;
  }
  return { bytes: Buffer.concat([...parts, closer]), spans };
}

const joined = (one: Draft, other: Draft): Draft => replaced(one, one.bytes.length, one.bytes.length, other);
const nothing: Draft = { bytes: Buffer.alloc(0), spans: [] };

/** Puts something in the place of the bytes from `start` to `end`: records that it cuts are not whole any more. */
function replaced({ bytes, spans }: Draft, start: number, end: number, by: Draft): Draft {
  const moved = by.bytes.length - (end - start);
  const shift = (span: Span, distance: number): Span => ({ start: span.start + distance, end: span.end + distance });
  return {
    bytes: Buffer.concat([bytes.subarray(0, start), by.bytes, bytes.subarray(end)]),
    spans: [
      ...spans.filter((span) => span.end <= start),
      ...by.spans.map((span) => shift(span, start)),
      ...spans.filter((span) => span.start >= end).map((span) => shift(span, moved)),
    ],
  };
}

function partOf({ bytes, spans }: Draft, start: number, end: number): Draft {
  const within = spans.filter((span) => span.start >= start && span.end <= end);
  return {
    bytes: bytes.subarray(start, end),
    spans: within.map((span) => ({ start: span.start - start, end: span.end - start })),
  };
}

/** A range of up to the given length. */
function rangeOf({ bytes }: Draft, random: Random, longest: number): readonly [number, number] {
  const start = upTo(random, bytes.length - 1);
  return [start, Math.min(bytes.length, start + 1 + upTo(random, longest - 1))];
}

const foreign = (bytes: Buffer): Draft => ({ bytes, spans: [] });

const flip: Mutation = (draft, random) => {
  const at = upTo(random, draft.bytes.length - 1);
  const code = (draft.bytes[at] ?? 0) ^ (1 << upTo(random, 7));
  return replaced(draft, at, at + 1, foreign(Buffer.of(code)));
};
const overwrite: Mutation = (draft, random) => {
  const at = upTo(random, draft.bytes.length - 1);
  return replaced(draft, at, at + 1, foreign(Buffer.of(telling[upTo(random, telling.length - 1)] ?? 0)));
};
const cut: Mutation = (draft, random) => replaced(draft, ...rangeOf(draft, random, random() < 0.5 ? 4 : 600), nothing);
const cutEnd: Mutation = (draft, random) => replaced(draft, upTo(random, draft.bytes.length - 1), draft.bytes.length, nothing);
const cutBeginning: Mutation = (draft, random) => replaced(draft, 0, upTo(random, draft.bytes.length - 1), nothing);
const repeat: Mutation = (draft, random) => {
  const part = partOf(draft, ...rangeOf(draft, random, random() < 0.5 ? 40 : 2000));
  const at = upTo(random, draft.bytes.length);
  return replaced(draft, at, at, part);
};
const putIn: Mutation = (draft, random) => {
  const at = upTo(random, draft.bytes.length);
  const codes = Array.from({ length: 1 + upTo(random, 11) }, () => telling[upTo(random, telling.length - 1)] ?? 0);
  return replaced(draft, at, at, foreign(Buffer.from(codes)));
};
const mutations: readonly Mutation[] = [flip, flip, overwrite, overwrite, cut, cut, cutEnd, cutBeginning, repeat, putIn];

const separators = new Set([0x2c, 0x5b]);
const spaces = new Set([0x20, 0x09, 0x0a, 0x0d]);

function followsSeparator(bytes: Uint8Array, start: number): boolean {
  let before = start - 1;
  while (spaces.has(bytes[before] ?? -1)) before--;
  return separators.has(bytes[before] ?? -1);
}
