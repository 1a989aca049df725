/**
 * The process whose memory is measured: the app put together as in production, over Azurite. It reads a small blob, is idle, reads a large
 * one, and tells its parent what it took. Its settings come as JSON in the environment (`LargeBlobRun`).
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compose } from '../../src/compose.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import { type IngestOutcome, type IngestPorts, ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { silentLog } from '../support/ingest-world.ts';
import { sampleHourStartMs } from '../support/sample-log.ts';

/** What the process is to read. */
export interface LargeBlobRun {
  readonly connectionString: string;
  readonly small: BlobRef;
  readonly large: BlobRef;
}

/** What it tells its parent. */
export type LargeBlobNews =
  | { readonly kind: 'read'; readonly offset: number }
  | {
      readonly kind: 'done';
      readonly outcome: IngestOutcome;
      readonly ms: number;
      /** Resident memory, everything loaded, a small blob read, nothing left to collect. */
      readonly idleBytes: number;
      /** The most while the large one was read, looked at every few ms and whenever a chunk has come. */
      readonly sampledPeakBytes: number;
      /** The most since the process began, as the system kept it: no moment is missed. */
      readonly peakBytes: number;
    };

const sampleEveryMs = 5;

const run: LargeBlobRun = JSON.parse(process.env['LARGE_BLOB_RUN'] ?? '{}');
const {
  ports: composed,
  ingest: chunks,
  settings,
} = await compose({
  AzureWebJobsStorage: run.connectionString,
  FLOW_LOGS: run.connectionString,
  DELIVERY: 'log',
});
const ingest = { ...chunks, watchedPorts: (await settings.recent()).watchedPorts };
const ports: IngestPorts = { ...composed, clock: { now: () => sampleHourStartMs + 3_600_000 }, log: silentLog };

await ingestBlob(ports, ingest, run.small);
setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');
if (typeof collectGarbage === 'function') for (let i = 0; i < 3; i++) collectGarbage();
const idleBytes = process.memoryUsage.rss();

let sampledPeakBytes = idleBytes;
const sample = (): void => {
  sampledPeakBytes = Math.max(sampledPeakBytes, process.memoryUsage.rss());
};
const sampling = setInterval(sample, sampleEveryMs);
const readRange: IngestPorts['blobs']['readRange'] = async (ref, offset, count) => {
  const read = await ports.blobs.readRange(ref, offset, count);
  sample();
  tell({ kind: 'read', offset });
  return read;
};
const startedMs = performance.now();
const outcome = await ingestBlob({ ...ports, blobs: { ...ports.blobs, readRange } }, ingest, run.large);
const ms = performance.now() - startedMs;
clearInterval(sampling);
sample();
// Kilobytes on every system: https://nodejs.org/api/process.html#processresourceusage
const peakBytes = process.resourceUsage().maxRSS * 1024;
tell({ kind: 'done', outcome, ms, idleBytes, sampledPeakBytes, peakBytes });
process.disconnect();

function tell(news: LargeBlobNews): void {
  process.send?.(news);
}
