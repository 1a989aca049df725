/**
 * A process that ingests, evaluates and delivers on Azurite, and ends itself by SIGKILL at a call. Its settings come as JSON in the
 * environment (`KillableRun`); it prints each stage that it has done, and at the end its calls and what is left.
 */

import { accountOf } from '../../src/adapters/azure-blob/account-of.ts';
import { azureFlowLogBlobs } from '../../src/adapters/azure-blob/azure-flow-log-blobs.ts';
import { azureCountStore } from '../../src/adapters/azure-table/azure-count-store.ts';
import { azureHourStore } from '../../src/adapters/azure-table/azure-hour-store.ts';
import { azureIncidentStore } from '../../src/adapters/azure-table/azure-incident-store.ts';
import { azureIngestStore } from '../../src/adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore } from '../../src/adapters/azure-table/azure-state-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import { defaultDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { filesOnly } from '../../src/pipeline/evaluate/gather-evidence.ts';
import { ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { hourFromIngest } from '../../src/pipeline/read-hour.ts';
import { runEvaluation } from '../../src/pipeline/run-evaluation.ts';
import { canonicalFacts } from './canonical-facts.ts';
import { withFaults } from './fault-ports.ts';
import { fileNotifier, readMessages } from './file-notifier.ts';
import { sampleWatchedPorts, silentLog } from './ingest-world.ts';
import { blobOf, sampleHour, sampleHourStartMs, sampleMac, sampleRef } from './sample-log.ts';
import { settingsInUse } from './settings-in-use.ts';
import { recordAt } from './short-record.ts';

/** What the process is to do. */
export interface KillableRun {
  readonly connectionString: string;
  /** Tables of its own. */
  readonly tables: string;
  readonly messagesFile: string;
  /** The stage to begin with; a process that goes on where another ended begins with that one's. */
  readonly stage: number;
  /** It ends at this call, counted from 1; 0: never. */
  readonly killAt: number;
  /** So much later than planned, ms: it takes a while until an ended process is begun again. */
  readonly delayMs: number;
}

const minuteMs = 60_000;
const at = (minute: number, tuples: readonly string[]): string =>
  recordAt('nsg-v2', sampleHourStartMs + minute * minuteMs, tuples);
const denials = Array.from({ length: 25 }, () => '45.1.2.3 3389 D');
/** What each stage adds to the blob. */
const stages = [[at(1, denials), at(3, ['45.1.2.3 3389 B', '45.1.2.3 3389 S'])], [at(12, ['45.1.2.3 3389 A', '20.9.8.7 23 D'])]];

const run: KillableRun = JSON.parse(process.env['KILLABLE_RUN'] ?? '{}');
const clients = storageClients({ kind: 'connection-string', value: run.connectionString }, 'FLOW_LOGS');
const service = clients.blobService;
const ref = sampleRef('nsg-v2', accountOf(service), sampleMac, sampleHour);
const clock = { nowMs: 0 };
const port = { now: () => clock.nowMs };
const table = (name: string) => clients.tableClient(`${run.tables}${name}`);
const stored = {
  blobs: azureFlowLogBlobs(new Map([[ref.account, service]])),
  store: azureIngestStore(table('Ingest')),
  hours: azureHourStore(table('Hours')),
  counts: azureCountStore(table('Counts')),
  incidents: azureIncidentStore(table('Incidents')),
  state: azureStateStore(table('State')),
  notifier: fileNotifier(run.messagesFile),
};
const end = async (): Promise<void> => {
  process.kill(process.pid, 'SIGKILL');
  // Nothing is called any more while the signal is on its way.
  await new Promise(() => {});
};
const { ports: killing, calls } = withFaults(stored, run.killAt === 0 ? [] : [{ at: run.killAt, how: end }]);
const ports = {
  ...stored,
  ...killing,
  clock: port,
  wallClock: port,
  countries: { countryOf: () => 'NL' },
  log: silentLog,
  newVersion: () => `v${process.pid}-${calls.length}`,
};
const settings = { chunkBytes: 4 * 1024 * 1024, watchedPorts: sampleWatchedPorts };

const container = service.getContainerClient(ref.container);
await container.createIfNotExists();
for (let stage = run.stage; stage < stages.length; stage++) {
  clock.nowMs = sampleHourStartMs + (5 + stage * 10) * minuteMs + run.delayMs;
  const content = blobOf(stages.slice(0, stage + 1).flat());
  await container.getBlockBlobClient(ref.path).upload(content, content.length);
  await ingestBlob(ports, settings, ref);
  await runEvaluation(ports, settingsInUse(defaultDetectionSettings, sampleWatchedPorts), filesOnly);
  console.log(JSON.stringify({ done: stage }));
}
const { facts } = await hourFromIngest(stored.store, sampleHour);
const incidents = (await stored.incidents.readOpen()).incidents.map(({ value }) => ({
  id: value.id,
  state: value.state,
  severity: value.severity,
  reasons: value.reasons.map(({ reason }) => reason).filter((reason) => reason !== 'no-change'),
  undelivered: value.outbox.filter(({ delivery }) => delivery.step !== 'sent').length,
}));
console.log(
  JSON.stringify({ calls, left: { facts: canonicalFacts(facts), incidents, messages: readMessages(run.messagesFile) } }),
);
