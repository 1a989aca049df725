/** One large blob read once: Azurite holds it on disk, a fresh process reads it, both beside this one, which checks what was counted. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { BlobServiceClient } from '@azure/storage-blob';
import { accountOf } from '../../src/adapters/azure-blob/account-of.ts';
import { azureIngestStore, ingestTable } from '../../src/adapters/azure-table/azure-ingest-store.ts';
import { type StorageClients, storageClients } from '../../src/adapters/storage-clients.ts';
import { unpackFacts } from '../../src/count/pack-facts.ts';
import { startAzurite } from '../../src/local/azurite/start-azurite.ts';
import { type Facts, slotMs } from '../../src/model/facts.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import { streamOfBlob } from '../../src/read/stream-of-blob.ts';
import { blobOf, sampleHour, sampleHourStartMs, sampleRecords, sampleRef } from '../support/sample-log.ts';
import { type BlobSums, type LargeBlobKind, largeBlobContent, noSums } from './large-blob-content.ts';
import type { LargeBlobNews, LargeBlobRun } from './large-blob-process.ts';
import type { Progress } from './progress.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

type ReadingDone = Extract<LargeBlobNews, { kind: 'done' }>;

/** What reading a large blob took. */
export type LargeBlobDone = ReadingDone & {
  readonly blobBytes: number;
  /** Packed facts that it left in the table. */
  readonly factBytes: number;
};

const macs = { small: '000D3A7F1340', large: '000D3A7F1341' };

/** One case: what the blob holds, how large it is, and how the process that reads it is started. */
export interface LargeBlobCase {
  readonly kind: LargeBlobKind;
  readonly bytes: number;
  /** Of Node.js, before the script. */
  readonly nodeArguments: readonly string[];
}

/**
 * Writes a blob, lets a fresh process read it, and compares what the table then holds with what was written.
 *
 * @throws AssertionError where anything was counted that was not written, or not counted that was
 */
export function readLargeBlob(one: LargeBlobCase, progress: Progress): Promise<LargeBlobDone> {
  return inTemporaryFolder(async (folder) => {
    const azurite = await startAzurite(folder, () => {});
    try {
      return await writeAndRead(azurite.connectionString, one, progress);
    } finally {
      await azurite.stop();
    }
  });
}

async function writeAndRead(connectionString: string, one: LargeBlobCase, progress: Progress): Promise<LargeBlobDone> {
  const clients = storageClients({ kind: 'connection-string', value: connectionString }, 'FLOW_LOGS');
  const account = accountOf(clients.blobService);
  const refs = { small: sampleRef('vnet-v4', account, macs.small), large: sampleRef('vnet-v4', account, macs.large) };
  const what = `${one.bytes / 1e9} GB (${one.kind})`;
  progress.stage(`writes ${what} to Azurite`);
  const { sums, blobBytes } = await writeBlobs(clients.blobService, refs, one, progress);
  progress.stage(`reads ${what}`);
  const done = await readInChild({ connectionString, ...refs }, one, (offset) => progress.part(offset, blobBytes));
  progress.stage(`checks what was counted of ${what}`);
  const stored = await storedSums(clients, refs.large);
  assert.deepEqual(stored.sums, sums, 'what was counted is what was written');
  const { records, tuples, rejected } = done.outcome;
  assert.deepEqual({ records, tuples, rejected }, { records: sums.records, tuples: sums.tuples, rejected: 0 });
  return { ...done, blobBytes, factBytes: stored.factBytes };
}

interface Written {
  readonly sums: BlobSums;
  readonly blobBytes: number;
}

async function writeBlobs(
  service: BlobServiceClient,
  refs: { readonly small: BlobRef; readonly large: BlobRef },
  { kind, bytes }: LargeBlobCase,
  progress: Progress,
): Promise<Written> {
  const container = service.getContainerClient(refs.large.container);
  await container.create();
  const ordinary = blobOf(sampleRecords('vnet-v4', { minutes: 60, tuplesPerMinute: 200 }));
  await container.getBlockBlobClient(refs.small.path).upload(ordinary, ordinary.length);
  const blob = container.getBlockBlobClient(refs.large.path);
  const sums = noSums();
  const ids: string[] = [];
  let blobBytes = 0;
  for (const block of largeBlobContent(kind, bytes, macs.large, sums)) {
    const id = Buffer.from(String(ids.length).padStart(33, '0')).toString('base64');
    await blob.stageBlock(id, block, block.length);
    ids.push(id);
    blobBytes += block.length;
    progress.part(blobBytes, bytes);
  }
  await blob.commitBlockList(ids);
  return { sums, blobBytes };
}

async function readInChild(
  run: LargeBlobRun,
  { nodeArguments }: LargeBlobCase,
  onRead: (offset: number) => void,
): Promise<ReadingDone> {
  const child = fork(new URL('./large-blob-process.ts', import.meta.url), [], {
    execArgv: [...nodeArguments],
    env: { PATH: process.env['PATH'], LARGE_BLOB_RUN: JSON.stringify(run) },
  });
  let done: ReadingDone | null = null;
  child.on('message', (news: LargeBlobNews) => {
    if (news.kind === 'read') onRead(news.offset);
    else done = news;
  });
  await once(child, 'exit');
  return done ?? failed(`the reading process ended with ${child.exitCode ?? child.signalCode}`);
}

function failed(problem: string): never {
  throw new Error(problem);
}

/** What the table holds of a blob, segment by segment. */
async function storedSums(
  clients: StorageClients,
  ref: BlobRef,
): Promise<{ readonly sums: BlobSums; readonly factBytes: number }> {
  const id = streamOfBlob(ref)?.id;
  const { cursors, segments } = await azureIngestStore(clients.tableClient(ingestTable)).readHour(sampleHour);
  const open = cursors.filter(({ cursor }) => cursor.streamId === id).map(({ cursor }) => cursor.open);
  const packed = [...segments.filter(({ streamId }) => streamId === id).map(({ facts }) => facts), ...open];
  const sums = noSums();
  for (const facts of packed) addFacts(sums, unpackFacts(facts));
  return { sums, factBytes: packed.reduce((sum, { length }) => sum + length, 0) };
}

function addFacts(sums: BlobSums, { records, tuples, rejected, denied, allowed, totals }: Facts): void {
  sums.records += records;
  sums.tuples += tuples;
  sums.rejected += rejected;
  const firstSlot = sampleHourStartMs / slotMs;
  for (const [row, flows] of denied.flows.entries()) {
    const slot = (denied.slot[row] ?? 0) - firstSlot;
    sums.deniedBySlot[slot] = (sums.deniedBySlot[slot] ?? 0) + flows;
  }
  for (const flows of allowed.flows) sums.allowedFlows += flows;
  for (const { flows, bytesSent, bytesReceived } of totals) {
    sums.flows += flows;
    sums.bytesSent += bytesSent;
    sums.bytesReceived += bytesReceived;
  }
}
