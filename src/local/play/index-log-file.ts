import { readFile } from 'node:fs/promises';
import { createDecoder } from '../../decode/decode-flow-log.ts';
import { Failure } from '../../model/failure.ts';
import { type BlobPlace, placeOfFile } from './place-of-file.ts';

/** Where one record of a file lies, or one run of bytes that is none, and when it was logged. */
export interface IndexedRecord {
  readonly file: string;
  readonly place: BlobPlace;
  /** Bytes in the file. */
  readonly offset: number;
  readonly length: number;
  /** Event time, ms. */
  readonly loggedAtMs: number;
  readonly tuples: number;
}

/**
 * Lists the records of a file, none where it is no flow log. Bytes that cannot be decoded are listed too, with the time of the record before them, so that the
 * run meets them as it would in Azure.
 *
 * @throws Failure `unreadable-path` where the file cannot be read.
 */
export async function indexLogFile(file: string): Promise<readonly IndexedRecord[]> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Failure('unreadable-path', `Cannot read ${file}`, { cause });
  });
  const found: { offset: number; length: number; loggedAtMs: number | null; tuples: number }[] = [];
  createDecoder().decode(
    bytes,
    { baseOffset: 0, atEnd: true },
    {
      record: ({ offset, length, timeMs, tuples }) => found.push({ offset, length, loggedAtMs: timeMs, tuples: tuples.count }),
      rejected: ({ offset, length }) => found.push({ offset, length, loggedAtMs: null, tuples: 0 }),
    },
  );
  const first = found.find(({ loggedAtMs }) => loggedAtMs !== null);
  if (first?.loggedAtMs == null) return [];
  const place = placeOfFile(file, bytes.subarray(first.offset, first.offset + first.length), first.loggedAtMs);
  let lastMs = first.loggedAtMs;
  return found.map((record) => {
    lastMs = record.loggedAtMs ?? lastMs;
    return { ...record, file, place, loggedAtMs: lastMs };
  });
}
