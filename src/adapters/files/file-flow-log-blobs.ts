import { open, stat } from 'node:fs/promises';
import type { BlobRef } from '../../model/stream.ts';
import type { FlowLogBlobs, RangeRead } from '../../ports/flow-log-blobs.ts';
import { hourFolder } from '../hour-folder.ts';
import { unreadable } from './unreadable.ts';

/** A file, or a part of it, that stands for a blob. */
export interface FileBlob {
  readonly ref: BlobRef;
  /** The file's path, or its bytes where it is no file (standard input). */
  readonly content: string | Uint8Array;
  /** Where in the file the blob begins, and its length. */
  readonly offset: number;
  readonly length: number;
}

/** Files on disk as flow-log blobs that do not grow: for `scan`. Only the asked ranges are read. */
export function fileFlowLogBlobs(blobs: readonly FileBlob[]): FlowLogBlobs {
  const byPlace = new Map(blobs.map((blob) => [placeOf(blob.ref), blob]));
  const inContainer = (account: string, container: string): readonly FileBlob[] =>
    blobs.filter(({ ref }) => ref.account === account && ref.container === container);
  return {
    readRange: async (ref, offset, count) => rangeOf(byPlace.get(placeOf(ref)), offset, count),
    listFlowLogs: async (account, container) => {
      const prefixes = inContainer(account, container).flatMap(({ ref }) => /^(.*?\/)y=.*\//.exec(ref.path)?.[1] ?? []);
      return [...new Set(prefixes)].sort();
    },
    listHour: async (account, container, flowLogPrefix, hour) =>
      inContainer(account, container)
        .filter(({ ref }) => ref.path.startsWith(flowLogPrefix + hourFolder(hour)))
        .map(({ ref, length }) => ({ path: ref.path, etag: etagOf(length), length })),
  };
}

/** The size of a file, bytes. `@throws` Failure `unreadable-path`. */
export async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw unreadable(path, error);
  }
}

const placeOf = ({ account, container, path }: BlobRef): string => `${account}\n${container}\n${path}`;
const etagOf = (length: number): string => `file-${length}`;

async function rangeOf(blob: FileBlob | undefined, offset: number, count: number): Promise<RangeRead> {
  if (blob === undefined) return { kind: 'gone' };
  if (offset >= blob.length) return { kind: 'past-end' };
  const bytes = await readPart(blob.content, blob.offset + offset, Math.min(count, blob.length - offset));
  return { kind: 'bytes', bytes, blobLength: blob.length, etag: etagOf(blob.length) };
}

async function readPart(content: string | Uint8Array, from: number, count: number): Promise<Uint8Array> {
  if (typeof content !== 'string') return content.subarray(from, from + count);
  try {
    await using file = await open(content);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, from);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw unreadable(content, error);
  }
}
