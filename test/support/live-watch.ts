/** Knockwatch as it runs in production, on logs that grow: ingest when a blob has grown, an evaluation every minute, all in memory. */
import { memoryCountStore } from '../../src/adapters/memory/memory-count-store.ts';
import { type MemoryFlowLogBlobs, memoryFlowLogBlobs } from '../../src/adapters/memory/memory-flow-log-blobs.ts';
import { memoryHourStore } from '../../src/adapters/memory/memory-hour-store.ts';
import { memoryIncidentStore } from '../../src/adapters/memory/memory-incident-store.ts';
import { memoryIngestStore } from '../../src/adapters/memory/memory-ingest-store.ts';
import { memoryNotifier } from '../../src/adapters/memory/memory-notifier.ts';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import type { Flush } from '../../src/local/write/log-source.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import { filesOnly } from '../../src/pipeline/evaluate/gather-evidence.ts';
import { defaultChunkBytes, ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { makeHistories } from '../../src/pipeline/make-histories.ts';
import { noteFlowLogs } from '../../src/pipeline/read-installation.ts';
import { runEvaluation } from '../../src/pipeline/run-evaluation.ts';
import { watchedPortKeys } from '../../src/pipeline/watched-port-keys.ts';
import type { AddressCountries } from '../../src/ports/address-countries.ts';
import { streamOfBlob } from '../../src/read/stream-of-blob.ts';
import { silentLog } from './ingest-world.ts';

export interface LiveWatchOptions {
  /** In the order of time. */
  readonly flushes: readonly Flush[];
  readonly settings: DetectionSettings;
  readonly countries: AddressCountries;
  /** Where it begins, which is when the flow logs count as first seen, and where it ends, ms. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface LiveWatch {
  /** As they were at last. */
  readonly incidents: readonly Incident[];
  /** The logs as they were at last. */
  readonly blobs: MemoryFlowLogBlobs;
  readonly refs: readonly BlobRef[];
}

const minuteMs = 60_000;

/** Where a flush is written. */
export const refOfFlush = ({ container, path }: Pick<Flush, 'container' | 'path'>): BlobRef => ({
  account: 'live.blob.core.windows.net',
  container,
  path,
});

/** Watches from the first to the last minute. */
export async function watchLive({ flushes, settings, countries, fromMs, toMs }: LiveWatchOptions): Promise<LiveWatch> {
  const clock = { nowMs: fromMs, now: () => clock.nowMs };
  const ports = liveTables(clock, countries);
  const inUse = { detection: settings, watchedPorts: watchedPortKeys(settings), source: '', problem: null };
  const ingest = { chunkBytes: defaultChunkBytes, watchedPorts: inUse.watchedPorts };
  const refs = new Map(flushes.map((flush) => [`${flush.container}/${flush.path}`, refOfFlush(flush)]));
  await noteFlowLogs(ports.state, [...new Set([...refs.values()].flatMap((ref) => streamOfBlob(ref)?.flowLog ?? []))], fromMs);
  const grow = growBlobs(ports.blobs, flushes);
  const incidents = new Map<string, Incident>();
  for (clock.nowMs = fromMs + minuteMs; clock.nowMs <= toMs; clock.nowMs += minuteMs) {
    for (const ref of grow(clock.nowMs)) await ingestBlob(ports, ingest, ref);
    await runEvaluation(ports, inUse, filesOnly);
    await makeHistories(ports, settings, clock.nowMs, 2, Number.POSITIVE_INFINITY);
    for (const { value } of (await ports.incidents.readOpen()).incidents) incidents.set(value.id, value);
  }
  return { incidents: [...incidents.values()], blobs: ports.blobs, refs: [...refs.values()] };
}

function liveTables(clock: { now(): number }, countries: AddressCountries) {
  let versions = 0;
  return {
    blobs: memoryFlowLogBlobs(),
    store: memoryIngestStore(),
    hours: memoryHourStore(clock),
    counts: memoryCountStore(),
    incidents: memoryIncidentStore(),
    state: memoryStateStore(),
    notifier: memoryNotifier(),
    warm: { hours: new Map(), histories: new Map() },
    newVersion: () => `version-${++versions}`,
    countries,
    clock,
    wallClock: clock,
    log: silentLog,
  };
}

/** Makes the function that lets the blobs grow by what was logged until a time, and tells which did. */
function growBlobs(blobs: MemoryFlowLogBlobs, flushes: readonly Flush[]): (nowMs: number) => readonly BlobRef[] {
  const records = new Map<string, string[]>();
  let next = 0;
  return (nowMs) => {
    const grown = new Map<string, BlobRef>();
    for (let flush = flushes[next]; flush !== undefined && flush.loggedAtMs <= nowMs; flush = flushes[++next]) {
      const place = `${flush.container}/${flush.path}`;
      const known = records.get(place) ?? [];
      known.push(...flush.records.map((record) => Buffer.from(record).toString()));
      records.set(place, known);
      grown.set(place, refOfFlush(flush));
    }
    for (const [place, ref] of grown) blobs.put(ref, Buffer.from(`{"records":[${records.get(place)?.join(',')}]}`));
    return [...grown.values()];
  };
}
