import type { BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import { Failure } from '../../model/failure.ts';
import type { FlowLogBlobs, ListedBlob } from '../../ports/flow-log-blobs.ts';
import { azureFailure, storageStatus } from '../azure-failure.ts';
import { hourFolder } from '../hour-folder.ts';
import { listingTimeoutMs } from '../time-limits.ts';
import { bareEtag } from './bare-etag.ts';
import { findFlowLogs } from './find-flow-logs.ts';
import { readRange } from './read-range.ts';

/**
 * The flow-log accounts over Azure Blob Storage, read only.
 *
 * @param accounts a client each, by the name that `accountOf` gives it
 */
export function azureFlowLogBlobs(accounts: ReadonlyMap<string, BlobServiceClient>): FlowLogBlobs {
  const containerOf = (account: string, container: string): ContainerClient => {
    const client = accounts.get(account);
    if (client === undefined) throw new Failure('storage-refused', `Cannot read flow logs of ${account}: no such account is set`);
    return client.getContainerClient(container);
  };
  return {
    readRange: async (ref, offset, count) =>
      readRange(containerOf(ref.account, ref.container).getBlobClient(ref.path), offset, count),
    listFlowLogs: async (account, container) => {
      const client = containerOf(account, container);
      return findFlowLogs((prefix) => foldersIn(client, prefix));
    },
    listHour: async (account, container, flowLogPrefix, hour) =>
      blobsUnder(containerOf(account, container), flowLogPrefix + hourFolder(hour)),
  };
}

function foldersIn(container: ContainerClient, prefix: string): Promise<readonly string[]> {
  return listed(async (abortSignal) => {
    const folders: string[] = [];
    for await (const item of container.listBlobsByHierarchy('/', { prefix, abortSignal })) {
      if (item.kind === 'prefix') folders.push(item.name);
    }
    return folders;
  });
}

function blobsUnder(container: ContainerClient, prefix: string): Promise<readonly ListedBlob[]> {
  return listed(async (abortSignal) => {
    const blobs: ListedBlob[] = [];
    for await (const { name, properties } of container.listBlobsFlat({ prefix, abortSignal })) {
      blobs.push({ path: name, etag: bareEtag(properties.etag), length: properties.contentLength ?? 0 });
    }
    return blobs;
  });
}

/** A container that does not exist yet holds nothing: Azure makes it with the first flow log. */
async function listed<T>(list: (abortSignal: AbortSignal) => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await list(AbortSignal.timeout(listingTimeoutMs));
  } catch (error) {
    if (storageStatus(error) === 404) return [];
    throw azureFailure(error, 'list flow logs');
  }
}
