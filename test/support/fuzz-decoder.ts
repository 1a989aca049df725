import { createDecoder, type DecodeOptions, type Decoder } from '../../src/decode/decode-flow-log.ts';
import { type FuzzedLog, fuzzLog } from './fuzz-log.ts';
import { type LogFormat, logFormats, sampleRecords, seededRandom } from './sample-log.ts';

/** Records of one log, to be damaged. */
export type FuzzSeed = readonly Uint8Array[];

/** What went wrong with an input, with what it takes to make it again. */
export interface FuzzFailure {
  readonly seed: number;
  readonly problem: string;
  readonly bytes: Uint8Array;
}

export interface FuzzOutcome {
  readonly inputs: number;
  readonly bytes: number;
  /** Records that had to be found, all of them. */
  readonly intact: number;
  readonly slowestMs: number;
  /** The first few. */
  readonly failures: readonly FuzzFailure[];
}

const failuresKept = 10;

/** Small logs of all formats. */
export function generatedSeeds(): readonly FuzzSeed[] {
  const small = (format: LogFormat, seed: number) =>
    sampleRecords(format, { minutes: 2 + (seed % 3), tuplesPerMinute: 1 + (seed % 4), seed });
  return logFormats.flatMap((format) =>
    Array.from({ length: 12 }, (_, seed) => small(format, seed + 1).map((record) => Buffer.from(record))),
  );
}

/** Logs of at most six neighbouring records each, out of the bytes of a real one. */
export function seedsOfLog(bytes: Uint8Array): readonly FuzzSeed[] {
  const records: Uint8Array[] = [];
  const record = ({ offset, length }: { offset: number; length: number }): void =>
    void (length < longestSeed && records.push(Buffer.from(bytes.subarray(offset, offset + length))));
  createDecoder().decode(bytes, { baseOffset: 0, atEnd: true }, { record, rejected: () => {} });
  return Array.from({ length: Math.ceil(records.length / 6) }, (_, i) => records.slice(i * 6, i * 6 + 6));
}

/** Inputs stay small, so that a million of them take minutes. */
const longestSeed = 6000;

/**
 * Damages logs in `inputs` ways and decodes each, whole and in two pieces.
 *
 * @param firstSeed of the first input; each has its own, counted up
 */
export function fuzzDecoder(seeds: readonly FuzzSeed[], inputs: number, firstSeed: number): FuzzOutcome {
  const outcome = { inputs, bytes: 0, intact: 0, slowestMs: 0, failures: [] as FuzzFailure[] };
  for (let seed = firstSeed; seed < firstSeed + inputs; seed++) {
    const log = logOfSeed(seeds, seed);
    const started = performance.now();
    const problem = problemOf(log, seed);
    outcome.slowestMs = Math.max(outcome.slowestMs, performance.now() - started);
    outcome.bytes += log.bytes.length;
    outcome.intact += log.intact.length;
    if (problem !== null && outcome.failures.length < failuresKept) outcome.failures.push({ seed, problem, bytes: log.bytes });
  }
  return outcome;
}

/** The input of a seed. */
export function logOfSeed(seeds: readonly FuzzSeed[], seed: number): FuzzedLog {
  const random = seededRandom(seed);
  const pick = (): FuzzSeed => seeds[Math.floor(random() * seeds.length)] ?? [];
  return fuzzLog(pick(), pick(), random);
}

/** What is wrong with how an input is decoded; null where nothing is. */
function problemOf({ bytes, intact }: FuzzedLog, seed: number): string | null {
  try {
    // Now and then records may not be longer than the longest seed, so that the bound is met.
    const longest = seed % 4 === 0 ? { longestRecordBytes: longestSeed + 1000 } : {};
    const whole = decode(bytes, [bytes.length], longest);
    const lost = intact.filter((start) => !whole.records.includes(start));
    if (lost.length > 0) return `whole records lost at ${lost.join(', ')}`;
    const cutAt = Math.floor(seededRandom(seed + 1)() * bytes.length);
    const inPieces = decode(bytes, [cutAt, bytes.length], longest);
    if (inPieces.records.join() !== whole.records.join()) {
      return `cut at ${cutAt} it has records at ${inPieces.records.join(' ')}, whole at ${whole.records.join(' ')}`;
    }
    return null;
  } catch (error) {
    return `it throws ${error instanceof Error ? error.stack : String(error)}`;
  }
}

/** Decodes as much as is there at each length, as a blob that grows is read; gives where records began. */
function decode(
  bytes: Uint8Array,
  lengths: readonly number[],
  limits: Pick<DecodeOptions, 'longestRecordBytes'>,
): { readonly records: readonly number[] } {
  const decoder: Decoder = createDecoder();
  const records: number[] = [];
  let from = 0;
  for (const length of lengths) {
    const options = { baseOffset: from, atEnd: length === bytes.length, ...limits };
    const sink = { record: ({ offset }: { offset: number }) => void records.push(offset), rejected: () => {} };
    from += decoder.decode(bytes.subarray(from, length), options, sink).end;
  }
  return { records };
}

/** A failure as a test can hold it. */
export const failureText = ({ seed, problem, bytes }: FuzzFailure): string =>
  `seed ${seed}: ${problem}\n${JSON.stringify(Buffer.from(bytes).toString('latin1'))}`;
