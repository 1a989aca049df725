import assert from 'node:assert/strict';
import { azureCountStore, countsTable } from '../../../src/adapters/azure-table/azure-count-store.ts';
import { azureHourStore, hoursTable } from '../../../src/adapters/azure-table/azure-hour-store.ts';
import { azureIngestStore, ingestTable } from '../../../src/adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore, stateTable } from '../../../src/adapters/azure-table/azure-state-store.ts';
import { memoryCountStore } from '../../../src/adapters/memory/memory-count-store.ts';
import { memoryHourStore } from '../../../src/adapters/memory/memory-hour-store.ts';
import { memoryIngestStore } from '../../../src/adapters/memory/memory-ingest-store.ts';
import { memoryStateStore } from '../../../src/adapters/memory/memory-state-store.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { hourFacts } from '../../../src/pipeline/read-hour.ts';
import { type RollUpPorts, rollUpHour } from '../../../src/pipeline/roll-up-hour.ts';
import { hourMs, hourStartMs } from '../../../src/read/hours.ts';
import { startAzurite } from '../../support/azurite.ts';
import { canonicalFacts } from '../../support/canonical-facts.ts';
import { countRequests } from '../../support/count-requests.ts';
import { withFaults } from '../../support/fault-ports.ts';
import { silentLog } from '../../support/ingest-world.ts';
import { type Bench, bench } from '../bench.ts';
import type { Progress } from '../progress.ts';
import { type CountedHour, countedHour, countHour, putHour, watchedKeys } from './counted-hour.ts';
import { tableBytes } from './stored-bytes.ts';
import { targetsOption } from './targets-option.ts';

/** What rolling up an hour took. */
interface RolledUp {
  readonly storage: 'memory' | 'azurite';
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Calls of ports in memory, requests on Azurite. */
  readonly calls: number;
}

interface RollUpBench {
  readonly runs: readonly RolledUp[];
  readonly streams: number;
  readonly rows: number;
  readonly ingest: { readonly rows: number; readonly bytes: number };
  readonly hours: { readonly rows: number; readonly bytes: number };
  readonly counts: { readonly rows: number; readonly bytes: number };
}

/** An hour of many targets rolled up, once its streams have ended. */
export const rollUpBench: Bench = bench({
  name: 'roll-up',
  measures:
    'roll-up of one hour, a row a stream, to packed facts and readable counts; what is read back is what was counted (checked)',
  takes: '1 min',
  options: { targets: targetsOption },
  run: async ({ targets }, progress) => {
    progress.stage('counts an hour');
    const hour = countHour(targets);
    const memory = await rollUpInMemory(hour, progress);
    return { ...(await rollUpOnAzurite(hour, memory, progress)), streams: targets, rows: hour.facts.denied.slot.length };
  },
  lines: ({ runs, streams, rows, ingest, hours, counts }) => [
    ...runs.map(
      ({ storage, seconds, cpuSeconds, calls }) =>
        `${storage.padEnd(7)} ${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of CPU), ${calls} ${storage === 'memory' ? 'calls of ports' : 'requests'}`,
    ),
    `${streams} streams with ${(rows / 1000).toFixed(0)},000 denied rows: ${megabytes(ingest)} in Ingest; written: ${megabytes(hours)} to Hours, ${megabytes(counts)} to Counts`,
  ],
});

const megabytes = ({ rows, bytes }: RollUpBench['ingest']): string => `${(bytes / 1e6).toFixed(1)} MB in ${rows} rows`;

const nowMs = hourStartMs(countedHour) + hourMs + 20 * 60_000;
const clock = { now: () => nowMs };
const others = { log: silentLog, newVersion: () => 'bench' };

async function rollUpInMemory(hour: CountedHour, progress: Progress): Promise<RolledUp> {
  const stores = {
    store: memoryIngestStore(),
    hours: memoryHourStore(clock),
    counts: memoryCountStore(),
    state: memoryStateStore(),
  };
  progress.stage('streams in memory');
  await putHour(stores.store, hour, progress);
  const { ports, calls } = withFaults(stores);
  const took = await rollUp({ ...ports, ...others });
  const counted = calls.length;
  await checkRolled({ ...stores, ...others }, hour);
  return { storage: 'memory', ...took, calls: counted };
}

async function rollUpOnAzurite(
  hour: CountedHour,
  memory: RolledUp,
  progress: Progress,
): Promise<Omit<RollUpBench, 'streams' | 'rows'>> {
  const azurite = await startAzurite();
  try {
    const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'BENCH');
    const [ingest, hours, counts] = [ingestTable, hoursTable, countsTable].map((name) => clients.tableClient(name));
    assert.ok(ingest !== undefined && hours !== undefined && counts !== undefined);
    const state = clients.tableClient(stateTable);
    for (const table of [hours, counts, state]) await table.createTable();
    const ports: RollUpPorts = {
      store: azureIngestStore(ingest),
      hours: azureHourStore(hours),
      counts: azureCountStore(counts),
      state: azureStateStore(state),
      ...others,
    };
    progress.stage('streams on Azurite');
    await putHour(ports.store, hour, progress);
    progress.stage('rolls up on Azurite');
    const { requests, result } = await countRequests(() => rollUp(ports));
    await checkRolled(ports, hour);
    return {
      runs: [memory, { storage: 'azurite', ...result, calls: requests }],
      ingest: await tableBytes(ingest),
      hours: await tableBytes(hours),
      counts: await tableBytes(counts),
    };
  } finally {
    await azurite.stop();
  }
}

async function rollUp(ports: RollUpPorts): Promise<Pick<RolledUp, 'seconds' | 'cpuSeconds'>> {
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  assert.equal(await rollUpHour(ports, watchedKeys(defaultDetectionSettings), countedHour, nowMs), 'rolled');
  const seconds = (performance.now() - startedMs) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  return { seconds, cpuSeconds: (cpu.user + cpu.system) / 1e6 };
}

/** The rows of the hour are read, its summary being of the streams as they are, and hold the hour's facts. */
async function checkRolled(ports: RollUpPorts, { facts }: CountedHour): Promise<void> {
  assert.notEqual(await ports.hours.readHourSummary(countedHour), null);
  const { denied, allowed } = canonicalFacts((await hourFacts(ports, countedHour, true)).facts);
  const expected = canonicalFacts(facts);
  assert.deepEqual([denied, allowed], [expected.denied, expected.allowed]);
}
