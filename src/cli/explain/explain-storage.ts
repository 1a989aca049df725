import { azureHourStore, hoursTable } from '../../adapters/azure-table/azure-hour-store.ts';
import { azureIncidentStore, incidentsTable } from '../../adapters/azure-table/azure-incident-store.ts';
import { azureIngestStore, ingestTable } from '../../adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore, stateTable } from '../../adapters/azure-table/azure-state-store.ts';
import { eventClock } from '../../adapters/clocks.ts';
import { storageClients } from '../../adapters/storage-clients.ts';
import type { Environment } from '../../config/process-environment.ts';
import { readHostSettings } from '../../config/read-app-settings.ts';
import { prepareDetection } from '../../detect/detection.ts';
import { explainSubject } from '../../detect/explain/explain-subject.ts';
import type { Subject } from '../../detect/explain/subject.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { readHistories } from '../../pipeline/evaluate/read-histories.ts';
import { readWindowHours, type WindowPorts, windowOf } from '../../pipeline/evaluate/read-window.ts';
import { readInstallation } from '../../pipeline/read-installation.ts';
import type { IncidentStore } from '../../ports/incident-store.ts';
import { type Explanation, incidentsAbout } from './explanation.ts';

/** Where an installation keeps what an explanation is read from. */
export interface ExplainPorts extends WindowPorts {
  readonly incidents: Pick<IncidentStore, 'readOpen'>;
}

/**
 * Explains a subject by what the running installation has stored; nothing is written. The window ends with the clock hour of the moment, and
 * holds all that is known of it now.
 *
 * @param atMs event time, ms; null: now
 * @throws Failure `settings-invalid`, `storage-unavailable`, `storage-refused`
 */
export async function explainStorage(
  env: Environment,
  settings: DetectionSettings,
  subject: Subject,
  atMs: number | null,
): Promise<Explanation> {
  const host = readHostSettings(env);
  const clients = storageClients(host.hostStorage, 'AzureWebJobsStorage');
  const ports: ExplainPorts = {
    store: azureIngestStore(clients.tableClient(ingestTable)),
    hours: azureHourStore(clients.tableClient(hoursTable)),
    state: azureStateStore(clients.tableClient(stateTable)),
    incidents: azureIncidentStore(clients.tableClient(incidentsTable)),
  };
  return explainStored(ports, settings, subject, atMs ?? eventClock(host.eventClock).now());
}

/** Explains a subject by stored hours, histories and incidents. */
export async function explainStored(
  ports: ExplainPorts,
  settings: DetectionSettings,
  subject: Subject,
  nowMs: number,
): Promise<Explanation> {
  const [hours, { installation }, { incidents }] = await Promise.all([
    readWindowHours(ports, nowMs),
    readInstallation(ports.state),
    ports.incidents.readOpen(),
  ]);
  const histories = await readHistories(ports, settings, hours, nowMs);
  const window = windowOf(hours, installation, nowMs);
  const self = { databaseBuiltAtMs: null, isRealTime: false, settingsProblem: null, undelivered: null };
  const detection = prepareDetection({ window, hours, histories, settings, self, start: null, installation, nowMs });
  const explained = explainSubject(detection, subject);
  const about = incidentsAbout(
    explained,
    incidents.map(({ value }) => value),
  );
  return { ...explained, atMs: nowMs, fromMs: window.startMs, toMs: window.endMs, settings, incidents: about };
}
