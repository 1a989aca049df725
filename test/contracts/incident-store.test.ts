import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { azureIncidentStore } from '../../src/adapters/azure-table/azure-incident-store.ts';
import { memoryIncidentStore } from '../../src/adapters/memory/memory-incident-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import { nothingTold } from '../../src/incident/update-incidents.ts';
import type { OutboxEntry } from '../../src/model/incident.ts';
import type { IncidentStore } from '../../src/ports/incident-store.ts';
import { startAzurite } from '../support/azurite.ts';
import { makeIncident } from '../support/make-incident.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

const stores: Readonly<Record<string, () => IncidentStore>> = {
  memory: memoryIncidentStore,
  Azurite: () => azureIncidentStore(clients.tableClient(`KnockwatchIncidents${++tables}`)),
};
const tickAt = (revision: number) => ({ revision, evaluatedAtMs: 1_795_302_000_000 + revision, told: nothingTold });
const created = (key: string) => ({ incident: makeIncident({ key, id: key }), replaces: null });

/** Its text cannot be compressed to less than half. */
function bulkyEntry(number: number): OutboxEntry {
  const text = randomBytes(10_000).toString('hex');
  const notification = {
    channel: 'C1',
    text,
    blocks: [{ type: 'section', text }],
    severity: 'critical',
    isBroadcast: false,
    incidentIds: ['a'],
  } as const;
  return {
    id: `a:${number}`,
    kind: 'post',
    notification,
    delivery: { step: 'queued' },
    attempts: 0,
    notBeforeMs: 0,
    queuedAtMs: 1,
  };
}

for (const [name, newStore] of Object.entries(stores)) {
  describe(`IncidentStore over ${name}`, () => {
    test('reads nothing where nothing was written', async () => {
      const store = newStore();
      assert.deepEqual(await store.readOpen(), { incidents: [], tick: null });
      assert.equal(await store.read('breakthrough', 'nobody'), null);
    });

    test('writes the changes of an evaluation and its tick, and gives them back whole', async () => {
      const store = newStore();
      const changes = ['one', 'two', 'any / \\ # ? key — ü'].map(created);
      assert.equal(await store.commitEvaluation(changes, tickAt(1), null), 'committed');
      const { incidents, tick } = await store.readOpen();
      const byKey = new Map(incidents.map(({ value }) => [value.key, value]));
      assert.deepEqual(byKey, new Map(changes.map(({ incident }) => [incident.key, incident])));
      assert.deepEqual(tick?.value, tickAt(1));
      assert.deepEqual((await store.read('breakthrough', 'two'))?.value, changes[1]?.incident);
    });

    test('writes a tick without changes', async () => {
      const store = newStore();
      await store.commitEvaluation([], tickAt(1), null);
      const version = (await store.readOpen()).tick?.version ?? null;
      assert.equal(await store.commitEvaluation([], tickAt(2), version), 'committed');
      assert.deepEqual((await store.readOpen()).tick?.value, tickAt(2));
    });

    test('writes nothing of an evaluation whose tick another one replaced', async () => {
      const store = newStore();
      await store.commitEvaluation([], tickAt(1), null);
      const version = (await store.readOpen()).tick?.version ?? null;
      await store.commitEvaluation([created('winner')], tickAt(2), version);
      for (const replaces of [null, version]) {
        assert.equal(await store.commitEvaluation([created('loser')], tickAt(3), replaces), 'conflict');
      }
      const { incidents, tick } = await store.readOpen();
      assert.deepEqual([incidents.map(({ value }) => value.key), tick?.value.revision], [['winner'], 2]);
    });

    test('writes nothing of an evaluation one of whose incidents changed meanwhile', async () => {
      const store = newStore();
      await store.commitEvaluation([created('one')], tickAt(1), null);
      const { incidents, tick } = await store.readOpen();
      const stale = incidents[0]?.version ?? null;
      const resolved = makeIncident({ key: 'one', state: 'resolved' });
      assert.equal((await store.replace({ incident: resolved, replaces: stale })).kind, 'committed');
      const late = [created('two'), { incident: makeIncident({ key: 'one' }), replaces: stale }];
      assert.equal(await store.commitEvaluation(late, tickAt(2), tick?.version ?? null), 'conflict');
      assert.equal(await store.commitEvaluation([created('one')], tickAt(2), tick?.version ?? null), 'conflict');
      const after = await store.readOpen();
      assert.deepEqual(
        after.incidents.map(({ value }) => [value.key, value.state]),
        [['one', 'resolved']],
      );
      assert.equal(after.tick?.value.revision, 1);
    });

    test('lets exactly one of five evaluations made at once win', async () => {
      const store = newStore();
      await store.commitEvaluation([], tickAt(1), null);
      const version = (await store.readOpen()).tick?.version ?? null;
      const outcomes = await Promise.all(
        [1, 2, 3, 4, 5].map((number) => store.commitEvaluation([created(`by ${number}`)], tickAt(2), version)),
      );
      assert.equal(outcomes.filter((outcome) => outcome === 'committed').length, 1);
      assert.equal((await store.readOpen()).incidents.length, 1);
    });

    test('replaces one incident step by step with the versions that it gives', async () => {
      const store = newStore();
      const first = await store.replace(created('one'));
      assert.ok(first.kind === 'committed');
      const second = await store.replace({ incident: makeIncident({ key: 'one', id: 'b' }), replaces: first.version });
      assert.ok(second.kind === 'committed');
      assert.deepEqual(await store.replace({ incident: makeIncident({ key: 'one', id: 'c' }), replaces: first.version }), {
        kind: 'conflict',
      });
      assert.deepEqual(await store.replace(created('one')), { kind: 'conflict' });
      const read = await store.read('breakthrough', 'one');
      assert.deepEqual([read?.value.id, read?.version], ['b', second.version]);
    });

    test('tells a conflict where the incident that is to be replaced is gone', async () => {
      const store = newStore();
      const first = await store.replace(created('one'));
      assert.ok(first.kind === 'committed');
      assert.deepEqual(await store.replace({ incident: makeIncident({ key: 'two' }), replaces: first.version }), {
        kind: 'conflict',
      });
    });

    test('keeps an outbox of 400 KB', async () => {
      const store = newStore();
      const incident = makeIncident({ outbox: Array.from({ length: 10 }, (_, number) => bulkyEntry(number)) });
      await store.commitEvaluation([{ incident, replaces: null }], tickAt(1), null);
      assert.deepEqual((await store.read('breakthrough', incident.key))?.value, incident);
    });

    test('takes 99 changes in one evaluation and refuses 100', async () => {
      const store = newStore();
      const changes = Array.from({ length: 100 }, (_, index) => created(`key ${index}`));
      await assert.rejects(store.commitEvaluation(changes, tickAt(1), null), { code: 'storage-refused' });
      assert.deepEqual((await store.readOpen()).incidents, []);
      assert.equal(await store.commitEvaluation(changes.slice(1), tickAt(1), null), 'committed');
    });

    test('keeps what was written apart from what the caller changes later', async () => {
      const store = newStore();
      const reasons = [...makeIncident().reasons];
      await store.replace({ incident: makeIncident({ reasons }), replaces: null });
      reasons.length = 0;
      assert.equal((await store.read('breakthrough', makeIncident().key))?.value.reasons.length, 1);
    });
  });
}
