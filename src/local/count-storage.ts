import { azureHourStore, hoursTable } from '../adapters/azure-table/azure-hour-store.ts';
import { azureIngestStore, ingestTable } from '../adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore, stateTable } from '../adapters/azure-table/azure-state-store.ts';
import type { StorageClients } from '../adapters/storage-clients.ts';
import { serviceName } from '../enrich/service-name.ts';
import type { Facts } from '../model/facts.ts';
import { readWindow, type WindowPorts } from '../pipeline/evaluate/read-window.ts';
import type { LiveStatus } from './inbox/live-status.ts';

const shownPorts = 5;

/** The tables from which the counted numbers are read. */
export function countedStores(clients: StorageClients): WindowPorts {
  return {
    store: azureIngestStore(clients.tableClient(ingestTable)),
    hours: azureHourStore(clients.tableClient(hoursTable)),
    state: azureStateStore(clients.tableClient(stateTable)),
  };
}

/** What Knockwatch has counted by now, read back from its tables. */
export async function readCounted(stores: WindowPorts, nowMs: number): Promise<NonNullable<LiveStatus['counted']>> {
  const { facts } = await readWindow(stores, nowMs);
  return {
    records: facts.records,
    tuples: facts.tuples,
    rejected: facts.rejected,
    deniedFlows: facts.denied.flows.reduce((sum, flows) => sum + flows, 0),
    deniedSources: new Set(facts.denied.source).size,
    ports: deniedPorts(facts),
  };
}

function deniedPorts({ denied }: Facts): NonNullable<LiveStatus['counted']>['ports'] {
  const doors = new Map<string, { flows: number; readonly sources: Set<number> }>();
  for (const [row, flows] of denied.flows.entries()) {
    const [port = 0, protocol = 0] = [denied.port[row], denied.protocol[row]];
    const label = `${port}/${protocol === 17 ? 'udp' : 'tcp'} ${serviceName(port, protocol)}`.trim();
    const door = doors.get(label) ?? { flows: 0, sources: new Set<number>() };
    door.flows += flows;
    door.sources.add(denied.source[row] ?? 0);
    doors.set(label, door);
  }
  return [...doors]
    .map(([label, { flows, sources }]) => ({ label, flows, sources: sources.size }))
    .toSorted((a, b) => b.flows - a.flows)
    .slice(0, shownPorts);
}
