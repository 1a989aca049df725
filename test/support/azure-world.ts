import type { BlobServiceClient } from '@azure/storage-blob';
import { accountOf } from '../../src/adapters/azure-blob/account-of.ts';
import { azureFlowLogBlobs } from '../../src/adapters/azure-blob/azure-flow-log-blobs.ts';
import { azureCountStore, countsTable } from '../../src/adapters/azure-table/azure-count-store.ts';
import { azureHourStore, hoursTable } from '../../src/adapters/azure-table/azure-hour-store.ts';
import { azureIncidentStore, incidentsTable } from '../../src/adapters/azure-table/azure-incident-store.ts';
import { azureIngestStore, ingestTable } from '../../src/adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore, stateTable } from '../../src/adapters/azure-table/azure-state-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import type { SweepPorts } from '../../src/pipeline/sweep/account-sweep.ts';
import type { CountStore } from '../../src/ports/count-store.ts';
import type { HourStore } from '../../src/ports/hour-store.ts';
import type { IncidentStore } from '../../src/ports/incident-store.ts';
import { flowLogContainers } from '../../src/read/stream-of-blob.ts';
import type { Azurite } from './azurite.ts';
import { silentLog } from './ingest-world.ts';
import { type LogFormat, sampleHourStartMs, sampleRef } from './sample-log.ts';

/** The real adapters over a running Azurite. */
export interface AzureWorld {
  readonly service: BlobServiceClient;
  readonly account: string;
  readonly ports: SweepPorts & { readonly hours: HourStore; readonly counts: CountStore; readonly incidents: IncidentStore };
  readonly clock: { nowMs: number };
  /** The place of a format's blob for one NIC: scenarios that run beside each other take different NICs. */
  ref(format: LogFormat, mac: string): BlobRef;
}

/** Joins the adapters over Azurite as the product does, with a clock of its own; makes the two containers. */
export async function azureWorld(azurite: Azurite): Promise<AzureWorld> {
  const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'FLOW_LOGS');
  const service = clients.blobService;
  const account = accountOf(service);
  const clock = { nowMs: sampleHourStartMs + 3_600_000 };
  await Promise.all(Object.values(flowLogContainers).map((name) => service.getContainerClient(name).createIfNotExists()));
  return {
    service,
    account,
    clock,
    ports: {
      blobs: azureFlowLogBlobs(new Map([[account, service]])),
      store: azureIngestStore(clients.tableClient(ingestTable)),
      hours: azureHourStore(clients.tableClient(hoursTable)),
      counts: azureCountStore(clients.tableClient(countsTable)),
      incidents: azureIncidentStore(clients.tableClient(incidentsTable)),
      state: azureStateStore(clients.tableClient(stateTable)),
      countries: { countryOf: () => 'NL' },
      clock: { now: () => clock.nowMs },
      wallClock: { now: () => clock.nowMs },
      log: silentLog,
    },
    ref: (format, mac) => sampleRef(format, account, mac),
  };
}
