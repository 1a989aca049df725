import type { Cursor } from '../model/cursor.ts';

/** How many bytes before the offset are kept and read again, to notice a blob that was written anew. */
export const tailBytes = 64;

/** One ranged read: where it begins, how many bytes. */
export interface ReadPlan {
  readonly offset: number;
  readonly count: number;
}

/** The read that continues a stream: the tail again, and up to a chunk behind it. */
export const planRead = (cursor: Cursor | null, chunkBytes: number): ReadPlan =>
  cursor === null
    ? { offset: 0, count: chunkBytes }
    : { offset: cursor.offset - cursor.tail.length, count: cursor.tail.length + chunkBytes };

/** Whether bytes read by `planRead` begin with the tail, that is, whether the blob only grew. */
export function continuesBlob(cursor: Cursor | null, bytes: Uint8Array): boolean {
  if (cursor === null) return true;
  const { tail } = cursor;
  return bytes.length >= tail.length && tail.every((code, i) => bytes[i] === code);
}

/** The tail to keep once everything before `end` was counted: of the bytes before it, the old tail included. */
export function tailBefore(oldTail: Uint8Array, bytes: Uint8Array, end: number): Uint8Array {
  if (end >= tailBytes) return bytes.slice(end - tailBytes, end);
  return Buffer.concat([oldTail, bytes.subarray(0, end)]).subarray(-tailBytes);
}
