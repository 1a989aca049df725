import type { Cursor } from '../../model/cursor.ts';
import type { BlobRef } from '../../model/stream.ts';
import type { FlowLogBlobs, RangeRead } from '../../ports/flow-log-blobs.ts';
import { continuesBlob, planRead } from '../../read/plan-read.ts';

/** The bytes to count next, and the cursor they continue. */
export interface Reading {
  /** null for a blob never read, or written anew. */
  readonly cursor: Cursor | null;
  /** Where a blob was written anew: its cursor up to then. */
  readonly before: Cursor | null;
  readonly bytes: Uint8Array;
  /** Offset in the blob of the first of `bytes`. */
  readonly offset: number;
  readonly reachedEnd: boolean;
  readonly etag: string;
}

/** Nothing is to be read. */
export type Stop = { readonly stop: 'gone' | 'archived' | 'empty' };

/** Told of every ranged read. */
export interface BytesTally {
  bytesRead: number;
}

/**
 * Reads what stands behind a cursor: one ranged read of the tail again and a chunk. Where the tail shows that the blob was written anew,
 * a second one from its beginning.
 */
export async function readOn(
  blobs: FlowLogBlobs,
  chunkBytes: number,
  ref: BlobRef,
  cursor: Cursor | null,
  tally: BytesTally,
): Promise<Reading | Stop> {
  const plan = planRead(cursor, chunkBytes);
  const read = await blobs.readRange(ref, plan.offset, plan.count);
  if (read.kind === 'gone' || read.kind === 'archived') return { stop: read.kind };
  if (read.kind === 'bytes') tally.bytesRead += read.bytes.length;
  if (read.kind === 'bytes' && continuesBlob(cursor, read.bytes))
    return readingOf(read, cursor, null, cursor?.tail.length ?? 0, plan.offset);
  if (cursor === null) return { stop: 'empty' };
  return readAnew(blobs, chunkBytes, ref, cursor, tally);
}

/** The blob is shorter than what was read, or other bytes stand before the offset: from the beginning again. */
async function readAnew(
  blobs: FlowLogBlobs,
  chunkBytes: number,
  ref: BlobRef,
  before: Cursor,
  tally: BytesTally,
): Promise<Reading | Stop> {
  const read = await blobs.readRange(ref, 0, chunkBytes);
  if (read.kind === 'past-end') return { stop: 'empty' };
  if (read.kind !== 'bytes') return { stop: read.kind };
  tally.bytesRead += read.bytes.length;
  return readingOf(read, null, before, 0, 0);
}

function readingOf(
  read: RangeRead & { kind: 'bytes' },
  cursor: Cursor | null,
  before: Cursor | null,
  skip: number,
  readFrom: number,
): Reading {
  return {
    cursor,
    before,
    bytes: read.bytes.subarray(skip),
    offset: readFrom + skip,
    reachedEnd: readFrom + read.bytes.length >= read.blobLength,
    etag: read.etag,
  };
}
