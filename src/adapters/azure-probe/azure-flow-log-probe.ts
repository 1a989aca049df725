import type { BlobItem, BlobServiceClient, ContainerClient } from '@azure/storage-blob';
import type { FlowLogProbe, NewestBlob } from '../../ports/flow-log-probe.ts';
import { accountOf } from '../azure-blob/account-of.ts';
import { findFlowLogs } from '../azure-blob/find-flow-logs.ts';
import { readRange } from '../azure-blob/read-range.ts';
import { storageStatus } from '../azure-failure.ts';
import { listingTimeoutMs } from '../time-limits.ts';
import { access } from './access-problem.ts';

/** A record that is longer is set aside as damaged, so the last one begins within these bytes. */
const endBytes = 1024 * 1024;
/** `y= m= d= h= m=` */
const foldersOfHour = 5;

/** Looks at one flow-log account, read only, with the calls that ingest and sweep make. */
export function azureFlowLogProbe(service: BlobServiceClient): FlowLogProbe {
  return {
    account: accountOf(service),
    findContainer: (container) => access(() => findContainer(service.getContainerClient(container))),
    listFlowLogs: (container) =>
      access(async () => {
        const client = service.getContainerClient(container);
        return { value: await findFlowLogs((prefix) => foldersIn(client, prefix)) };
      }),
    readNewest: (container, prefix) =>
      access(async () => ({ value: await readNewest(service.getContainerClient(container), prefix) })),
  };
}

/** By a listing of one blob: Storage Blob Data Reader on the container alone is enough for it. */
async function findContainer(container: ContainerClient): Promise<{ value: boolean; date?: Date | undefined }> {
  try {
    const pages = container.listBlobsFlat({ abortSignal: deadline() }).byPage({ maxPageSize: 1 });
    const { value } = await pages.next();
    return { value: true, date: value?.date };
  } catch (error) {
    if (storageStatus(error) === 404) return { value: false };
    throw error;
  }
}

async function readNewest(container: ContainerClient, flowLogPrefix: string): Promise<NewestBlob | null> {
  let prefix = flowLogPrefix;
  for (let depth = 0; depth < foldersOfHour; depth++) {
    const newest = (await foldersIn(container, prefix)).toSorted().at(-1);
    if (newest === undefined) return null;
    prefix = newest;
  }
  const blob = await lastWritten(container, prefix);
  if (blob === null) return null;
  const from = Math.max(0, (blob.properties.contentLength ?? 0) - endBytes);
  const read = await readRange(container.getBlobClient(blob.name), from, endBytes);
  return { path: blob.name, end: read.kind === 'bytes' ? read.bytes : new Uint8Array() };
}

async function foldersIn(container: ContainerClient, prefix: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for await (const item of container.listBlobsByHierarchy('/', { prefix, abortSignal: deadline() })) {
    if (item.kind === 'prefix') folders.push(item.name);
  }
  return folders;
}

async function lastWritten(container: ContainerClient, prefix: string): Promise<BlobItem | null> {
  let last: BlobItem | null = null;
  for await (const blob of container.listBlobsFlat({ prefix, abortSignal: deadline() })) {
    if (last === null || blob.properties.lastModified >= last.properties.lastModified) last = blob;
  }
  return last;
}

const deadline = (): AbortSignal => AbortSignal.timeout(listingTimeoutMs);
