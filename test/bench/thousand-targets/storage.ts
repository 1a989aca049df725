import assert from 'node:assert/strict';
import { azureCountStore, countsTable } from '../../../src/adapters/azure-table/azure-count-store.ts';
import { azureHourStore, hoursTable } from '../../../src/adapters/azure-table/azure-hour-store.ts';
import { azureIngestStore, ingestTable } from '../../../src/adapters/azure-table/azure-ingest-store.ts';
import { memoryStateStore } from '../../../src/adapters/memory/memory-state-store.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { packHistory } from '../../../src/count/pack-history.ts';
import { historySettingsHash } from '../../../src/detect/history/history-settings-hash.ts';
import { makeDayHistory } from '../../../src/detect/history/make-day-history.ts';
import type { DayHistory } from '../../../src/model/history.ts';
import { rollUpHour } from '../../../src/pipeline/roll-up-hour.ts';
import type { HourStore } from '../../../src/ports/hour-store.ts';
import { hourMs, hourStartMs, hoursOfDay } from '../../../src/read/hours.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { silentLog } from '../../support/ingest-world.ts';
import { type Bench, bench } from '../bench.ts';
import type { Progress } from '../progress.ts';
import { type CountedHour, countedDay, countedHour, countHour, putHour, watchedKeys } from './counted-hour.ts';
import { tableBytes } from './stored-bytes.ts';
import { streamsWithoutFacts } from './streams-of-hour.ts';
import { targetsOption } from './targets-option.ts';

/** As long as everything is kept unless settings say otherwise. */
const daysKept = 31;
const smallNetwork = 3;

/** Bytes a target, of all that is kept at once. */
interface StorageBench {
  readonly targets: number;
  /** Denied rows a target and day. */
  readonly rowsPerDay: number;
  readonly ingest: number;
  readonly hours: number;
  readonly history: number;
  readonly counts: number;
}

/** What tables hold of a target once a month is in them. */
export const storageBench: Bench = bench({
  name: 'storage',
  measures: `storage a target, ${daysKept} days kept, from rows written to Azurite and counted as the table service bills them`,
  takes: '2 min',
  options: { targets: targetsOption },
  run: async ({ targets }, progress) => [await storageOf(targets, progress), await storageOf(smallNetwork, progress)],
  lines: (results) => results.map(lineOf),
});

function lineOf({ targets, rowsPerDay, ingest, hours, history, counts }: StorageBench): string {
  const inMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);
  const parts = { Ingest: ingest, Hours: hours, history, Counts: counts };
  const text = Object.entries(parts).map(([name, bytes]) => `${name} ${inMegabytes(bytes)}`);
  const total = inMegabytes(ingest + hours + history + counts);
  return `${String(targets).padStart(4)} targets, ${rowsPerDay.toFixed(0)} denied rows a target and day: ${total} MB a target and month (${text.join(', ')})`;
}

async function storageOf(targets: number, progress: Progress): Promise<StorageBench> {
  progress.stage(`counts an hour of ${targets} targets`);
  const hour = countHour(targets);
  progress.stage(`makes the history of a day of ${targets} targets`);
  // Before anything is written: a connection that nobody tends for so long would be closed.
  const history = packHistory(dayOf(hour));
  const azurite = await startAzurite();
  try {
    return await measure(azurite, hour, history, progress);
  } finally {
    await azurite.stop();
  }
}

/** One hour stands for all of a month, one day for all days. */
async function measure(
  azurite: Azurite,
  hour: CountedHour,
  history: readonly Uint8Array[],
  progress: Progress,
): Promise<StorageBench> {
  const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'BENCH');
  const tables = {
    ingest: clients.tableClient(ingestTable),
    hours: clients.tableClient(hoursTable),
    counts: clients.tableClient(countsTable),
  };
  const stores = {
    store: azureIngestStore(tables.ingest),
    hours: azureHourStore(tables.hours),
    counts: azureCountStore(tables.counts),
  };
  progress.stage(`writes an hour of ${hour.network.targets.length} targets`);
  await putHour(stores.store, hour, progress);
  const ports = { ...stores, state: memoryStateStore(), log: silentLog, newVersion: () => 'bench' };
  const nowMs = hourStartMs(countedHour) + hourMs + 20 * 60_000;
  assert.equal(await rollUpHour(ports, watchedKeys(defaultDetectionSettings), countedHour, nowMs), 'rolled');
  const hours = await tableBytes(tables.hours);
  await writeHistory(stores.hours, history);
  const targets = hour.network.targets.length;
  const hoursKept = 24 * daysKept;
  return {
    targets,
    rowsPerDay: (hour.facts.denied.slot.length * 24) / targets,
    ingest: ((await tableBytes(tables.ingest)).bytes * hoursKept) / targets,
    hours: (hours.bytes * hoursKept) / targets,
    history: (((await tableBytes(tables.hours)).bytes - hours.bytes) * daysKept) / targets,
    counts: ((await tableBytes(tables.counts)).bytes * hoursKept) / targets,
  };
}

function dayOf({ network, maker }: CountedHour): DayHistory {
  const hours = hoursOfDay(countedDay).map((hour) => {
    const { logs } = streamsWithoutFacts(network, hour);
    return { hour, facts: maker.factsAt(hourStartMs(hour)), logs };
  });
  return makeDayHistory(countedDay, hours, defaultDetectionSettings);
}

async function writeHistory(store: HourStore, rows: readonly Uint8Array[]): Promise<void> {
  const fingerprints = hoursOfDay(countedDay).map(() => '0123456789012345678901');
  const settingsHash = historySettingsHash(defaultDetectionSettings);
  const summary = { day: countedDay, version: 'bench', rows: rows.length, fingerprints, settingsHash };
  assert.equal(await store.writeHistory(summary, rows, null), 'committed');
}
