/** Streams that were counted up to a minute ago and have grown by one record each, all ingested once: on Azurite, and in memory. */
import assert from 'node:assert/strict';
import type { IngestOutcome, IngestPorts } from '../../src/pipeline/ingest-blob.ts';
import { ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { azureWorld } from '../support/azure-world.ts';
import { startAzurite } from '../support/azurite.ts';
import { blockWriter } from '../support/block-writer.ts';
import { countRequests } from '../support/count-requests.ts';
import { countsOf, ingestWorld } from '../support/ingest-world.ts';
import { blobOf } from '../support/sample-log.ts';
import { atOnce } from './at-once.ts';
import type { Progress } from './progress.ts';
import { type GrowingStream, growingStreams } from './thousand-streams-content.ts';

/** What ingesting every stream once took. */
export interface GrownOnce {
  readonly streams: readonly GrowingStream[];
  readonly ms: number;
  /** Computing of this process, the storage clients' included, Azurite's not. */
  readonly cpuMs: number;
  readonly bytesRead: number;
  readonly tuples: number;
  readonly requests: number;
  /** What all streams hold together afterwards. */
  readonly counts: Awaited<ReturnType<typeof countsOf>>;
}

/** How many streams, and how many of them under way at once. */
export interface StreamsAsked {
  readonly streams: number;
  readonly atOnce: number;
}

const { settings } = ingestWorld();

/** Over Azurite, through the adapters of the product. */
export async function growOnAzurite(asked: StreamsAsked, progress: Progress): Promise<GrownOnce> {
  const azurite = await startAzurite();
  try {
    const { service, account, ports } = await azureWorld(azurite);
    const streams = growingStreams(asked.streams, account);
    const writers = new Map(streams.map(({ ref }) => [ref, blockWriter(service, ref)]));
    const write = async (part: string, textOf: (stream: GrowingStream) => string): Promise<void> => {
      progress.stage(`${part} of ${streams.length} blobs is written to Azurite`);
      await eachStream(streams, asked, progress, async (stream) => writers.get(stream.ref)?.append([textOf(stream)]));
    };
    await write('half an hour', ({ before }) => before.join(','));
    progress.stage(`${streams.length} streams are read for the first time`);
    await eachStream(streams, asked, progress, ({ ref }) => ingestBlob(ports, settings, ref));
    await write('a minute', ({ growth }) => growth);
    progress.stage(`${streams.length} streams that grew are ingested`);
    return await ingestAll(streams, ports, asked);
  } finally {
    await azurite.stop();
  }
}

/** The same in memory: what computing alone takes. */
export async function growInMemory(asked: StreamsAsked): Promise<GrownOnce> {
  const { blobs, ports } = ingestWorld();
  const streams = growingStreams(asked.streams, 'sample.blob.core.windows.net');
  for (const { ref, before } of streams) {
    blobs.put(ref, blobOf(before));
    await ingestBlob(ports, settings, ref);
  }
  for (const { ref, before, growth } of streams) blobs.put(ref, blobOf([...before, growth]));
  return ingestAll(streams, ports, asked);
}

async function eachStream(
  streams: readonly GrowingStream[],
  asked: StreamsAsked,
  progress: Progress,
  act: (stream: GrowingStream) => Promise<unknown>,
): Promise<void> {
  let done = 0;
  await atOnce(streams, asked.atOnce, async (stream) => {
    await act(stream);
    progress.part(++done, streams.length);
  });
}

async function ingestAll(streams: readonly GrowingStream[], ports: IngestPorts, asked: StreamsAsked): Promise<GrownOnce> {
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  const { requests, result } = await countRequests(() =>
    atOnce(streams, asked.atOnce, ({ ref }) => ingestBlob(ports, settings, ref)),
  );
  const ms = performance.now() - startedMs;
  const cpu = process.cpuUsage(cpuBefore);
  for (const outcome of result) checkOutcome(outcome);
  const sum = (of: (outcome: IngestOutcome) => number): number => result.reduce((total, outcome) => total + of(outcome), 0);
  return {
    streams,
    ms,
    cpuMs: (cpu.user + cpu.system) / 1000,
    bytesRead: sum(({ bytesRead }) => bytesRead),
    tuples: sum(({ tuples }) => tuples),
    requests,
    counts: await countsOf(ports),
  };
}

/** One record was new, and one commit kept it. */
function checkOutcome({ kind, records, rejected, commits, conflicts, rewritten }: IngestOutcome): void {
  assert.deepEqual(
    { kind, records, rejected, commits, conflicts, rewritten },
    { kind: 'counted', records: 1, rejected: 0, commits: 1, conflicts: 0, rewritten: 0 },
  );
}
