import { type MemoryFlowLogBlobs, memoryFlowLogBlobs } from '../../src/adapters/memory/memory-flow-log-blobs.ts';
import { memoryIngestStore } from '../../src/adapters/memory/memory-ingest-store.ts';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import { mergeFacts } from '../../src/count/fact-tables.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import { type IngestOutcome, type IngestPorts, type IngestSettings, ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { readHour } from '../../src/pipeline/read-hour.ts';
import type { Log } from '../../src/ports/log.ts';
import { canonicalFacts } from './canonical-facts.ts';
import { sampleHour, sampleHourStartMs } from './sample-log.ts';

/** Watched ports of the samples: telnet, SSH, RDP, SMB, adb over TCP. */
export const sampleWatchedPorts: ReadonlySet<number> = new Set([22, 23, 445, 3389, 5555].map((port) => 6 * 65536 + port));
export const silentLog: Log = { info: () => {}, error: () => {} };

export interface IngestWorld {
  readonly blobs: MemoryFlowLogBlobs;
  readonly ports: IngestPorts;
  readonly settings: IngestSettings;
  /** Set to move the clock. */
  readonly clock: { nowMs: number };
  ingest(ref: BlobRef): Promise<IngestOutcome>;
  /** What the hour's streams hold together, without choosing between logs of one NIC. */
  counts(hour?: string): Promise<ReturnType<typeof canonicalFacts>>;
}

/** A flow-log account and tables in memory, one hour after the samples' hour began. */
export function ingestWorld(settings: Partial<IngestSettings> = {}): IngestWorld {
  const blobs = memoryFlowLogBlobs();
  const clock = { nowMs: sampleHourStartMs + 3_600_000 };
  const ports: IngestPorts = {
    blobs,
    store: memoryIngestStore(),
    state: memoryStateStore(),
    countries: { countryOf: () => 'NL' },
    clock: { now: () => clock.nowMs },
    log: silentLog,
  };
  const all: IngestSettings = { chunkBytes: 4 * 1024 * 1024, watchedPorts: sampleWatchedPorts, ...settings };
  return {
    blobs,
    ports,
    settings: all,
    clock,
    ingest: (ref) => ingestBlob(ports, all, ref),
    counts: (hour = sampleHour) => countsOf(ports, hour),
  };
}

/** The hour's facts in a form to compare. */
export async function countsOf(
  { store }: Pick<IngestPorts, 'store'>,
  hour = sampleHour,
): Promise<ReturnType<typeof canonicalFacts>> {
  return canonicalFacts(mergeFacts((await readHour(store, hour)).map(({ facts }) => facts)));
}
