import { type MemoryCountStore, memoryCountStore } from '../../src/adapters/memory/memory-count-store.ts';
import { type MemoryFlowLogBlobs, memoryFlowLogBlobs } from '../../src/adapters/memory/memory-flow-log-blobs.ts';
import { memoryHourStore } from '../../src/adapters/memory/memory-hour-store.ts';
import { type MemoryIncidentStore, memoryIncidentStore } from '../../src/adapters/memory/memory-incident-store.ts';
import { memoryIngestStore } from '../../src/adapters/memory/memory-ingest-store.ts';
import { memoryNotifier } from '../../src/adapters/memory/memory-notifier.ts';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import { defaultDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { mergeFacts } from '../../src/count/fact-tables.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import { filesOnly } from '../../src/pipeline/evaluate/gather-evidence.ts';
import { type IngestOutcome, ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import type { PurgePorts } from '../../src/pipeline/purge-expired.ts';
import { hourFacts } from '../../src/pipeline/read-hour.ts';
import { type RunEvaluationPorts, runEvaluation } from '../../src/pipeline/run-evaluation.ts';
import { runPurge } from '../../src/pipeline/run-purge.ts';
import { type RunSweepPorts, runSweep } from '../../src/pipeline/run-sweep.ts';
import type { SweepSettings } from '../../src/pipeline/sweep/account-sweep.ts';
import { canonicalFacts } from './canonical-facts.ts';
import { lookingFor } from './facts-builder.ts';
import { silentLog } from './ingest-world.ts';
import { sampleHourStartMs, sampleRef } from './sample-log.ts';
import { settingsInUse } from './settings-in-use.ts';

export type ProductPorts = RunSweepPorts &
  RunEvaluationPorts &
  PurgePorts & {
    readonly blobs: MemoryFlowLogBlobs;
    readonly counts: MemoryCountStore;
    readonly incidents: MemoryIncidentStore;
  };

/** The whole product in memory, each function a call. */
export interface ProductWorld {
  readonly ports: ProductPorts;
  readonly notifier: ReturnType<typeof memoryNotifier>;
  readonly clock: { nowMs: number };
  readonly settings: SweepSettings;
  readonly detection: DetectionSettings;
  event(ref: BlobRef): Promise<IngestOutcome>;
  sweep(): Promise<void>;
  evaluate(): Promise<void>;
  purge(): Promise<void>;
  /** An hour's facts as evaluation reads them, to compare. */
  counts(hour: string): Promise<ReturnType<typeof canonicalFacts>>;
}

/** @param wrap puts faults around the ports that do I/O */
export function productWorld(
  options: {
    readonly nowMs?: number;
    readonly retentionDays?: number;
    readonly wrap?: (ports: ProductPorts) => ProductPorts;
  } = {},
): ProductWorld {
  const clock = { nowMs: options.nowMs ?? sampleHourStartMs };
  const port = { now: () => clock.nowMs };
  const notifier = memoryNotifier();
  let versions = 0;
  const plain: ProductPorts = {
    blobs: memoryFlowLogBlobs(),
    store: memoryIngestStore(),
    hours: memoryHourStore(port),
    counts: memoryCountStore(),
    incidents: memoryIncidentStore(),
    state: memoryStateStore(),
    countries: { countryOf: () => 'NL' },
    clock: port,
    wallClock: port,
    notifier,
    newVersion: () => `v${++versions}`,
    log: silentLog,
  };
  // What the process read before stays warm, as in the app.
  const ports: ProductPorts = { ...(options.wrap?.(plain) ?? plain), warm: { hours: new Map(), histories: new Map() } };
  // Of these what is told does not depend on when it was looked at: late, or in time.
  const detection = { ...defaultDetectionSettings, findings: lookingFor(['breakthrough', 'exposure']).findings };
  const watchedPorts = new Set(detection.watchedPorts.map(({ port: number, protocol }) => protocol * 65536 + number));
  const settings: SweepSettings = { chunkBytes: 4 * 1024 * 1024, watchedPorts, retentionDays: options.retentionDays ?? 15 };
  return {
    ports,
    notifier,
    clock,
    settings,
    detection,
    event: (ref) => ingestBlob(ports, settings, ref),
    sweep: () => runSweep(ports, settings, settingsInUse(detection), [sampleRef('nsg-v2').account]),
    evaluate: () => runEvaluation(ports, settingsInUse(detection), filesOnly),
    purge: () => runPurge(ports, settings),
    counts: async (hour) => canonicalFacts(mergeFacts([(await hourFacts(plain, hour, true)).facts])),
  };
}
