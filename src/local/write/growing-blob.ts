import type { ContainerClient } from '@azure/storage-blob';

/** Ids and contents of the first and the last block, as Azure writes them (observed in flow logs). */
const opener = { id: blockId(`A${'0'.repeat(32)}`), bytes: Buffer.from('{"records":[') };
const closer = { id: blockId(`Z${'0'.repeat(32)}`), bytes: Buffer.from(']}') };
/** As flow-log blobs have them. */
export const blobOptions = {
  blobHTTPHeaders: { blobContentType: 'application/octet-stream' },
  metadata: { compressiontype: 'none' },
};

/** Ids of one blob all have the same length before encoding. */
function blockId(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Appends a flush of records to the blob. */
export type GrowBlob = (path: string, records: readonly Uint8Array[]) => Promise<void>;

/**
 * Grows flow-log blobs of a container as Azure does: an opener, one block a flush put in before the closer, the closer, and the list of
 * blocks committed anew each time. Remembers the lists, so it must be the only writer. Calls for one blob must not overlap.
 */
export function blobGrower(container: ContainerClient): GrowBlob {
  const lists = new Map<string, readonly string[]>();
  return async (path, records) => {
    const blob = container.getBlockBlobClient(path);
    const known = lists.get(path);
    const stage = (id: string, bytes: Buffer) => blob.stageBlock(id, bytes, bytes.length);
    if (known === undefined) await Promise.all([stage(opener.id, opener.bytes), stage(closer.id, closer.bytes)]);
    const blocks = known ?? [opener.id];
    const id = blockId(`B${blocks.length.toString(16).toUpperCase().padStart(32, '0')}`);
    await stage(id, joined(records, known === undefined));
    const grown = [...blocks, id];
    await blob.commitBlockList([...grown, closer.id], blobOptions);
    lists.set(path, grown);
  };
}

/** Records with a comma before each, but for the blob's first. */
function joined(records: readonly Uint8Array[], first: boolean): Buffer {
  const comma = Buffer.from(',');
  return Buffer.concat(records.flatMap((record, index) => (first && index === 0 ? [record] : [comma, record])));
}
