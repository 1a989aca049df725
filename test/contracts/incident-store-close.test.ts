import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { azureIncidentStore } from '../../src/adapters/azure-table/azure-incident-store.ts';
import { incidentOf } from '../../src/adapters/azure-table/incident-rows.ts';
import { queryRows } from '../../src/adapters/azure-table/read-rows.ts';
import { memoryIncidentStore } from '../../src/adapters/memory/memory-incident-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { IncidentStore } from '../../src/ports/incident-store.ts';
import { startAzurite } from '../support/azurite.ts';
import { makeIncident } from '../support/make-incident.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

/** A store, and what it closed, in the order of opening. */
interface VisibleStore {
  readonly store: IncidentStore;
  closed(): Promise<readonly Incident[]>;
}

const stores: Readonly<Record<string, () => VisibleStore>> = {
  memory: () => {
    const store = memoryIncidentStore();
    return { store, closed: async () => byOpening(store.closed()) };
  },
  Azurite: () => {
    const table = clients.tableClient(`KnockwatchClosed${++tables}`);
    const closed = async () =>
      byOpening((await queryRows(table, "PartitionKey ge 'closed-' and PartitionKey lt 'closed.'")).map(incidentOf));
    return { store: azureIncidentStore(table), closed };
  },
};
const resolvedAtMs = Date.UTC(2026, 10, 30, 23, 59);
const resolved = makeIncident({ state: 'resolved', resolvedAtMs });

function byOpening(incidents: readonly Incident[]): readonly Incident[] {
  return incidents.toSorted((one, other) => one.openedAtMs - other.openedAtMs);
}

/** Stores an incident, and gives the version to close it in. */
async function open(store: IncidentStore, incident = resolved): Promise<string> {
  const outcome = await store.replace({ incident, replaces: null });
  assert.ok(outcome.kind === 'committed');
  return outcome.version;
}

for (const [name, newStore] of Object.entries(stores)) {
  describe(`IncidentStore over ${name}: closing`, () => {
    test('moves an incident out of the open ones, whole', async () => {
      const { store, closed } = newStore();
      const other = makeIncident({ key: 'other' });
      await open(store, other);
      assert.equal(await store.close({ incident: resolved, replaces: await open(store) }), 'committed');
      assert.deepEqual(
        (await store.readOpen()).incidents.map(({ value }) => value.key),
        ['other'],
      );
      assert.equal(await store.read(resolved.finding, resolved.key), null);
      assert.deepEqual(await closed(), [resolved]);
    });

    test('closes the same key again in the same month, and keeps both', async () => {
      const { store, closed } = newStore();
      const again = { ...resolved, id: 'bt-next', openedAtMs: resolved.openedAtMs + 86_400_000 };
      for (const incident of [resolved, again]) {
        assert.equal(await store.close({ incident, replaces: await open(store, incident) }), 'committed');
      }
      assert.deepEqual(await closed(), [resolved, again]);
    });

    test('leaves an incident open that changed meanwhile, and closes nothing', async () => {
      const { store, closed } = newStore();
      const stale = await open(store);
      await store.replace({ incident: makeIncident({ state: 'open' }), replaces: stale });
      assert.equal(await store.close({ incident: resolved, replaces: stale }), 'conflict');
      assert.equal((await store.read(resolved.finding, resolved.key))?.value.state, 'open');
      assert.deepEqual(await closed(), []);
    });

    test('closes after such a conflict in the version that is there then', async () => {
      const { store, closed } = newStore();
      const stale = await open(store);
      const changed = makeIncident({ ...resolved, id: 'changed' });
      const current = await store.replace({ incident: changed, replaces: stale });
      await store.close({ incident: resolved, replaces: stale });
      assert.ok(current.kind === 'committed');
      assert.equal(await store.close({ incident: changed, replaces: current.version }), 'committed');
      assert.deepEqual(await closed(), [changed]);
    });

    test('tells a conflict where the incident is closed already, or no version is given', async () => {
      const { store, closed } = newStore();
      assert.equal(await store.close({ incident: resolved, replaces: null }), 'conflict');
      const version = await open(store);
      assert.equal(await store.close({ incident: resolved, replaces: null }), 'conflict');
      assert.equal(await store.close({ incident: resolved, replaces: version }), 'committed');
      assert.equal(await store.close({ incident: resolved, replaces: version }), 'conflict');
      assert.deepEqual(await closed(), [resolved]);
    });

    test('lets one of five that close at once win, and keeps one closed incident', async () => {
      const { store, closed } = newStore();
      const replaces = await open(store);
      const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => store.close({ incident: resolved, replaces })));
      assert.ok(outcomes.filter((outcome) => outcome === 'committed').length <= 1);
      if ((await store.read(resolved.finding, resolved.key)) !== null) {
        // All met one another: whoever comes next closes it.
        assert.equal(await store.close({ incident: resolved, replaces }), 'committed');
      }
      assert.deepEqual(await closed(), [resolved]);
    });
  });
}
