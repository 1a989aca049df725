import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { azureCountStore } from '../../src/adapters/azure-table/azure-count-store.ts';
import { memoryCountStore } from '../../src/adapters/memory/memory-count-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import type { CountRow } from '../../src/model/hour.ts';
import type { CountStore } from '../../src/ports/count-store.ts';
import { startAzurite } from '../support/azurite.ts';
import { makeCountRow } from '../support/make-hour.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

/** A store, and what people see of a day. */
interface VisibleStore {
  readonly store: CountStore;
  rowsOf(day: string): Promise<readonly CountRow[]>;
}

const stores: Readonly<Record<string, () => VisibleStore>> = {
  memory: () => {
    const store = memoryCountStore();
    return { store, rowsOf: async (day) => store.rowsOf(day) };
  },
  Azurite: () => {
    const table = clients.tableClient(`KnockwatchCounts${++tables}`);
    const rowsOf = async (day: string) => {
      const rows: CountRow[] = [];
      const queryOptions = { filter: `PartitionKey eq '${day}'` };
      for await (const row of table.listEntities<Record<string, unknown>>({ queryOptions })) rows.push(countRowOf(row));
      return rows;
    };
    return { store: azureCountStore(table), rowsOf };
  },
};
const day = '20261121';
const hour = `${day}23`;

/** The columns as they are, sums as numbers. */
function countRowOf({ partitionKey, rowKey, etag, timestamp, ...columns }: Readonly<Record<string, unknown>>): CountRow {
  assert.ok([partitionKey, rowKey, etag, timestamp].every((text) => typeof text === 'string'));
  const entries = Object.entries(columns).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]);
  return Object.fromEntries(entries);
}

function byPort(rows: readonly CountRow[]): readonly CountRow[] {
  return rows.toSorted((one, other) => `${one.hour} ${one.port}`.localeCompare(`${other.hour} ${other.port}`));
}

for (const [name, newStore] of Object.entries(stores)) {
  describe(`CountStore over ${name}`, () => {
    test('writes every field of a row as a column, sums beyond 2^31 too', async () => {
      const { store, rowsOf } = newStore();
      const rows = [
        makeCountRow({ port: '22', flows: 5_000_000_000 }),
        makeCountRow({ port: 'other', protocol: 17, service: '', country: '', decision: 'allowed' }),
      ];
      await store.replaceHour(hour, rows);
      assert.deepEqual(byPort(await rowsOf(day)), rows);
    });

    test('keeps rows apart that differ in decision, port, protocol or country alone', async () => {
      const { store, rowsOf } = newStore();
      const different = [
        {},
        { decision: 'allowed' },
        { port: '22' },
        { protocol: 17 },
        { country: 'DE' },
        { country: '' },
      ] as const;
      await store.replaceHour(hour, different.map(makeCountRow));
      assert.equal((await rowsOf(day)).length, 6);
    });

    test('replaces the rows of an hour and deletes those it no longer has, of that hour only', async () => {
      const { store, rowsOf } = newStore();
      const row = (port: string, fields: Partial<CountRow> = {}) => makeCountRow({ port, ...fields });
      const before = row('22', { hour: `${day}22` });
      await store.replaceHour(before.hour, [before]);
      await store.replaceHour(hour, [row('22'), row('23'), row('3389')]);
      await store.replaceHour(hour, [row('23', { flows: 7 }), row('445')]);
      assert.deepEqual(byPort(await rowsOf(day)), [before, row('23', { flows: 7 }), row('445')]);
    });

    test('replaces 450 rows by 260 others, and these by none', async () => {
      const { store, rowsOf } = newStore();
      const rows = (count: number, country: string) =>
        Array.from({ length: count }, (_, index) => makeCountRow({ country, port: String(index) }));
      await store.replaceHour(hour, rows(450, 'NL'));
      await store.replaceHour(hour, rows(260, 'DE'));
      assert.deepEqual(byPort(await rowsOf(day)), byPort(rows(260, 'DE')));
      await store.replaceHour(hour, []);
      assert.deepEqual(await rowsOf(day), []);
    });

    test('deletes all rows of a day and nothing of the next', async () => {
      const { store, rowsOf } = newStore();
      const next = makeCountRow({ hour: '2026112200' });
      const rows = (ofHour: string) =>
        Array.from({ length: 130 }, (_, port) => makeCountRow({ hour: ofHour, port: String(port) }));
      await store.replaceHour(`${day}00`, rows(`${day}00`));
      await store.replaceHour(hour, rows(hour));
      await store.replaceHour(next.hour, [next]);
      assert.equal(await store.deleteDay(day), 260);
      assert.equal(await store.deleteDay(day), 0);
      assert.deepEqual([await rowsOf(day), await rowsOf('20261122')], [[], [next]]);
    });

    test('ends with the rows of an hour when two write them at once', async () => {
      const { store, rowsOf } = newStore();
      const rows = Array.from({ length: 150 }, (_, port) => makeCountRow({ port: String(port) }));
      await store.replaceHour(hour, [makeCountRow({ port: 'other' })]);
      await Promise.all([store.replaceHour(hour, rows), store.replaceHour(hour, rows)]);
      assert.deepEqual(byPort(await rowsOf(day)), byPort(rows));
    });
  });
}
