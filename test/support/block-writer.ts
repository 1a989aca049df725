import { randomUUID } from 'node:crypto';
import type { BlobServiceClient } from '@azure/storage-blob';
import type { BlobRef } from '../../src/model/stream.ts';

/** How the writer names its blocks: as observed in Azure, or with GUIDs, as Azure's documentation shows. */
export type BlockIds = 'azure' | 'guid';

/** Writes a flow-log blob as Azure does: an opener, a block a minute, a closer that moves; the list is committed again at each growth. */
export interface BlockWriter {
  /** Appends records, each a block; the ones behind the first begin with a comma. */
  append(records: readonly string[]): Promise<void>;
  /** Begins again with an empty list, in place of what stands there. */
  rewrite(records: readonly string[]): Promise<void>;
}

/** All ids of a blob have one length (the service asks for it): 33 bytes as observed, or the 36 of a GUID. */
const namings: Readonly<Record<BlockIds, () => { opener: string; closer: string; next(place: number): string }>> = {
  azure: () => ({
    opener: idOf(`A${'0'.repeat(32)}`),
    closer: idOf(`Z${'0'.repeat(32)}`),
    next: (place) => idOf(`B${String(place).padStart(32, '0')}`),
  }),
  guid: () => ({ opener: idOf(randomUUID()), closer: idOf(randomUUID()), next: () => idOf(randomUUID()) }),
};

const idOf = (text: string): string => Buffer.from(text).toString('base64');

/** A writer for one blob; the container must exist. */
export function blockWriter(service: BlobServiceClient, ref: BlobRef, ids: BlockIds = 'azure'): BlockWriter {
  const blob = service.getContainerClient(ref.container).getBlockBlobClient(ref.path);
  const names = namings[ids]();
  let list: string[] = [];
  const stage = async (id: string, text: string): Promise<void> => {
    await blob.stageBlock(id, text, Buffer.byteLength(text));
  };
  const append = async (records: readonly string[]): Promise<void> => {
    for (const record of records) {
      const id = names.next(list.length);
      await stage(id, list.length === 0 ? record : `,${record}`);
      list.push(id);
    }
    await Promise.all([stage(names.opener, '{"records":['), stage(names.closer, ']}')]);
    await blob.commitBlockList([names.opener, ...list, names.closer]);
  };
  return {
    append,
    rewrite: async (records) => {
      list = [];
      await append(records);
    },
  };
}
