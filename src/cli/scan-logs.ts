import { fileFlowLogBlobs } from '../adapters/files/file-flow-log-blobs.ts';
import { memoryCountStore } from '../adapters/memory/memory-count-store.ts';
import { memoryHourStore } from '../adapters/memory/memory-hour-store.ts';
import { memoryIncidentStore } from '../adapters/memory/memory-incident-store.ts';
import { memoryIngestStore } from '../adapters/memory/memory-ingest-store.ts';
import { memoryStateStore } from '../adapters/memory/memory-state-store.ts';
import { doorKey } from '../count/fact-tables.ts';
import { type HourFacts, summarizeHour } from '../count/summarize-hour.ts';
import type { PortKey } from '../model/facts.ts';
import type { Incident } from '../model/incident.ts';
import type { Rejection } from '../model/rejection.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { Stream } from '../model/stream.ts';
import { evaluateWindow } from '../pipeline/evaluate-window.ts';
import { defaultChunkBytes, ingestBlob, settledAfterMs } from '../pipeline/ingest-blob.ts';
import { makeHistories } from '../pipeline/make-histories.ts';
import { readHour } from '../pipeline/read-hour.ts';
import { noteFlowLogs } from '../pipeline/read-installation.ts';
import { rollUpDue } from '../pipeline/roll-up-due.ts';
import type { AddressCountries } from '../ports/address-countries.ts';
import type { Clock } from '../ports/clock.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { Log } from '../ports/log.ts';
import { hourMs, hourOf, hourStartMs } from '../read/hours.ts';
import { streamOfBlob } from '../read/stream-of-blob.ts';
import type { CountsReport } from './counts-report.ts';
import type { PlacedFile } from './place-log-file.ts';
import { readCounts } from './read-counts.ts';

/** A rejection with the file it is in; its offset is the file's. */
export interface FileRejection {
  readonly path: string;
  readonly rejection: Rejection;
}

export interface ScanResult {
  /** Start of the first hour with records and end of the last, ms; null where there are none. */
  readonly span: { readonly fromMs: number; readonly toMs: number } | null;
  readonly counts: CountsReport;
  /** In the order in which they opened. */
  readonly incidents: readonly Incident[];
  readonly rejections: readonly FileRejection[];
}

/** Told how far a scan is. */
export interface ScanProgress {
  stage(name: string, steps: number): void;
  step(): void;
}

const silent: Log = { info: () => {}, error: () => {} };

/**
 * The whole pipeline in memory: counts the files, then evaluates hour by hour as if each had just ended, so that every incident is found
 * when it would have been.
 *
 * @param counted told each hour in order, with what of it could not be decoded
 */
export async function scanLogs(
  files: readonly PlacedFile[],
  countries: AddressCountries,
  settings: DetectionSettings,
  progress: ScanProgress,
  counted: (hour: HourFacts, rejections: readonly FileRejection[]) => void = () => {},
): Promise<ScanResult> {
  const streams = files.flatMap(({ blobs }) => blobs.map(({ ref }) => streamOfBlob(ref)).filter((stream) => stream !== null));
  const hours = [...new Set(streams.map(({ hour }) => hour))].sort();
  const startsMs = hours.map(hourStartMs);
  const span = startsMs.length === 0 ? null : { fromMs: startsMs[0] ?? 0, toMs: (startsMs.at(-1) ?? 0) + hourMs };
  const store = await ingestFiles(files, span?.toMs ?? 0, countries, settings, progress);
  const incidents = await evaluateHours(store, streams, startsMs, settings, progress);
  const rejections = [...files.flatMap(rejectionsOfContent), ...(await readRejections(store, files, hours))];
  for (const hour of hours) counted(summarizeHour(hour, await readHour(store, hour)), await readRejections(store, files, [hour]));
  const counts = await readCounts(store, hours);
  const unplaced = files.reduce((sum, file) => sum + file.rejections.length, 0);
  return { span, counts: { ...counts, rejected: counts.rejected + unplaced }, incidents, rejections };
}

const rejectionsOfContent = ({ path, rejections }: PlacedFile): readonly FileRejection[] =>
  rejections.map((rejection) => ({ path, rejection }));

/** Reads with a clock late enough that what is not closed by then never will be. */
async function ingestFiles(
  files: readonly PlacedFile[],
  endMs: number,
  countries: AddressCountries,
  settings: DetectionSettings,
  progress: ScanProgress,
): Promise<IngestStore> {
  const store = memoryIngestStore();
  const placed = files.flatMap(({ blobs }) => blobs);
  const clock = { now: () => endMs + settledAfterMs };
  const ports = { blobs: fileFlowLogBlobs(placed), store, state: memoryStateStore(), countries, clock, log: silent };
  const watchedPorts = new Set(settings.watchedPorts.map(({ port, protocol }) => doorKey(port, protocol)));
  progress.stage('Counting', placed.length);
  for (const { ref } of placed) {
    await ingestBlob(ports, { chunkBytes: defaultChunkBytes, watchedPorts }, ref);
    progress.step();
  }
  return store;
}

async function evaluateHours(
  store: IngestStore,
  streams: readonly Stream[],
  startsMs: readonly number[],
  settings: DetectionSettings,
  progress: ScanProgress,
): Promise<readonly Incident[]> {
  const clock = { nowMs: startsMs[0] ?? 0, now: () => clock.nowMs };
  const ports = { ...memoryTables(store, clock), clock, wallClock: clock, log: silent };
  await noteFlowLogs(ports.state, [...new Set(streams.map(({ flowLog }) => flowLog))], startsMs[0] ?? 0);
  const found = new Map<string, Incident>();
  progress.stage('Looking for incidents', startsMs.length);
  for (const startMs of startsMs) {
    clock.nowMs = startMs + hourMs - 1;
    await evaluateWindow(ports, settings);
    for (const { value } of (await ports.incidents.readOpen()).incidents) found.set(value.id, value);
    clock.nowMs = startMs + 2 * hourMs - 1;
    await rollUpDue(ports, watchedPortKeys(settings), clock.nowMs, [hourOf(startMs)], Number.POSITIVE_INFINITY);
    await makeHistories(ports, settings, clock.nowMs, 1, Number.POSITIVE_INFINITY);
    progress.step();
  }
  return [...found.values()].sort((a, b) => a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1));
}

function memoryTables(store: IngestStore, clock: Clock) {
  let versions = 0;
  return {
    store,
    hours: memoryHourStore(clock),
    counts: memoryCountStore(),
    incidents: memoryIncidentStore(),
    state: memoryStateStore(),
    warm: { hours: new Map(), histories: new Map() },
    newVersion: () => `scan-${++versions}`,
  };
}

const watchedPortKeys = ({ watchedPorts }: DetectionSettings): ReadonlySet<PortKey> =>
  new Set(watchedPorts.map(({ port, protocol }) => doorKey(port, protocol)));

async function readRejections(
  store: IngestStore,
  files: readonly PlacedFile[],
  hours: readonly string[],
): Promise<readonly FileRejection[]> {
  const places = new Map(
    files.flatMap(({ path, blobs }) => blobs.map(({ ref, offset }) => [streamOfBlob(ref)?.id, { path, offset }])),
  );
  const rows = (await Promise.all(hours.map((hour) => store.readRejected(hour)))).flat();
  return rows.flatMap(({ streamId, rejections }) => {
    const { path, offset } = places.get(streamId) ?? { path: '', offset: 0 };
    return rejections.map((rejection) => ({ path, rejection: { ...rejection, offset: rejection.offset + offset } }));
  });
}
