import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { azureStateStore } from '../../src/adapters/azure-table/azure-state-store.ts';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import type { StateStore } from '../../src/ports/state-store.ts';
import { startAzurite } from '../support/azurite.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

const stores: Readonly<Record<string, () => StateStore>> = {
  memory: memoryStateStore,
  Azurite: () => azureStateStore(clients.tableClient(`KnockwatchState${++tables}`)),
};

for (const [name, newStore] of Object.entries(stores)) {
  describe(`StateStore over ${name}`, () => {
    test('reads nothing where nothing was written', async () => {
      assert.equal(await newStore().read('sweep:nobody'), null);
    });

    test('gives back values of every JSON kind', async () => {
      const store = newStore();
      const values = [
        { completeThroughHour: '2026112123', nested: [1, null, true, 'ü'] },
        [],
        'text',
        0,
        false,
        null,
        2 ** 53 - 1,
      ];
      for (const [index, value] of values.entries()) {
        assert.equal(await store.write(`value-${index}`, value, null), 'committed');
        assert.deepEqual((await store.read(`value-${index}`))?.value, value);
      }
    });

    test('creates only where there is nothing, and replaces only the version that was read', async () => {
      const store = newStore();
      assert.equal(await store.write('sweep', { hour: 1 }, null), 'committed');
      assert.equal(await store.write('sweep', { hour: 2 }, null), 'conflict');
      const version = (await store.read('sweep'))?.version ?? null;
      assert.equal(await store.write('sweep', { hour: 3 }, version), 'committed');
      assert.equal(await store.write('sweep', { hour: 4 }, version), 'conflict');
      assert.deepEqual((await store.read('sweep'))?.value, { hour: 3 });
    });

    test('tells a conflict where the value that is to be replaced is gone', async () => {
      const store = newStore();
      await store.write('one', 1, null);
      const version = (await store.read('one'))?.version ?? null;
      assert.equal(await store.write('two', 2, version), 'conflict');
      assert.equal(await store.read('two'), null);
    });

    test('takes accounts and paths as names, and keeps names apart', async () => {
      const store = newStore();
      const names = [
        'sweep:127.0.0.1:1/dev',
        'sweep:127.0.0.1:1~2f~dev',
        'a/b',
        'a\\b',
        'a#b',
        'a?b',
        'a b',
        'a%2Fb',
        "a'b",
        'ü',
        `long ${'/'.repeat(900)}1`,
        `long ${'/'.repeat(900)}2`,
      ];
      for (const [index, key] of names.entries()) assert.equal(await store.write(key, index, null), 'committed', key);
      for (const [index, key] of names.entries()) assert.equal((await store.read(key))?.value, index, key);
    });

    test('keeps a value of 200 KB', async () => {
      const store = newStore();
      const value = Array.from({ length: 5000 }, (_, index) => `${(index * 2654435761) % 4294967296} flow log of an account`);
      await store.write('large', value, null);
      assert.deepEqual((await store.read('large'))?.value, value);
    });
  });
}
