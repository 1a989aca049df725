import type { BlobRef } from '../../model/stream.ts';
import type { FlowLogBlobs, ListedBlob, RangeRead } from '../../ports/flow-log-blobs.ts';
import { hourFolder } from '../hour-folder.ts';

/** Flow-log blobs in memory, with the hands that put them there. */
export interface MemoryFlowLogBlobs extends FlowLogBlobs {
  /** Writes a blob whole, under a new version. */
  put(ref: BlobRef, bytes: Uint8Array): void;
  remove(ref: BlobRef): void;
  /** Moves a blob to a tier from which nothing can be read; it is listed still. */
  archive(ref: BlobRef): void;
}

interface StoredBlob {
  readonly ref: BlobRef;
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly archived: boolean;
}

/** Flow-log blobs in memory: for `scan` and for tests. */
export function memoryFlowLogBlobs(): MemoryFlowLogBlobs {
  const blobs = new Map<string, StoredBlob>();
  let versions = 0;
  const inContainer = (account: string, container: string): StoredBlob[] =>
    [...blobs.values()].filter(({ ref }) => ref.account === account && ref.container === container);
  return {
    put: (ref, bytes) => {
      blobs.set(keyOf(ref), { ref: { ...ref }, bytes: Uint8Array.from(bytes), etag: `0x${++versions}`, archived: false });
    },
    remove: (ref) => {
      blobs.delete(keyOf(ref));
    },
    archive: (ref) => {
      const blob = blobs.get(keyOf(ref));
      if (blob !== undefined) blobs.set(keyOf(ref), { ...blob, archived: true });
    },
    readRange: async (ref, offset, count) => rangeOf(blobs.get(keyOf(ref)), offset, count),
    listFlowLogs: async (account, container) => flowLogsOf(inContainer(account, container)),
    listHour: async (account, container, flowLogPrefix, hour) =>
      inContainer(account, container)
        .filter(({ ref }) => ref.path.startsWith(flowLogPrefix + hourFolder(hour)))
        .map(listedBlob)
        .sort((one, other) => (one.path < other.path ? -1 : 1)),
  };
}

function keyOf({ account, container, path }: BlobRef): string {
  return `${account}\n${container}\n${path}`;
}

function rangeOf(blob: StoredBlob | undefined, offset: number, count: number): RangeRead {
  if (blob === undefined) return { kind: 'gone' };
  if (blob.archived) return { kind: 'archived' };
  if (offset >= blob.bytes.length) return { kind: 'past-end' };
  const bytes = blob.bytes.slice(offset, offset + count);
  return { kind: 'bytes', bytes, blobLength: blob.bytes.length, etag: blob.etag };
}

function flowLogsOf(blobs: readonly StoredBlob[]): readonly string[] {
  const prefixes = blobs.flatMap(({ ref }) => /^(.*?\/)y=.*\//.exec(ref.path)?.[1] ?? []);
  return [...new Set(prefixes)].sort();
}

function listedBlob({ ref, bytes, etag }: StoredBlob): ListedBlob {
  return { path: ref.path, etag, length: bytes.length };
}
