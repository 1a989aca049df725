import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import type { TableClient } from '@azure/data-tables';
import { azureCountStore } from '../../../src/adapters/azure-table/azure-count-store.ts';
import { azureHourStore } from '../../../src/adapters/azure-table/azure-hour-store.ts';
import { readKeys } from '../../../src/adapters/azure-table/read-rows.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import { startAzurite } from '../../support/azurite.ts';
import { countRequests } from '../../support/count-requests.ts';
import { makeCountRow, makeHistorySummary, makeHourSummary } from '../../support/make-hour.ts';
import { watchTable, withListings } from '../../support/watch-table.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

const newTable = async (): Promise<TableClient> => {
  const table = clients.tableClient(`KnockwatchTest${++tables}`);
  await table.createTable();
  return table;
};
const day = '20261121';
const { hour } = makeHourSummary();
/** A time at which every row is older than an hour. */
const late = { now: () => 8.64e15 };
const anHourMs = 3_600_000;
const part = (text: string) => new Uint8Array(Buffer.from(text));
const large = new Uint8Array(900 * 1024);
const keysOf = (table: TableClient) => readKeys(table, day);
const storageError = (statusCode: number) => Object.assign(new Error('made to fail'), { statusCode });

/** A table with hour `old`, and what replaces it. */
async function withOldHour() {
  const table = await newTable();
  const store = azureHourStore(table, late);
  await store.writeHour(makeHourSummary({ version: 'old', rows: 2 }), [part('old 0'), part('old 1')], null);
  const replaces = (await store.readHourSummary(hour))?.version ?? null;
  return { table, store, replaces };
}

describe('azureHourStore()', () => {
  test('names its rows by hour, version and number', async () => {
    const { table, store } = await withOldHour();
    await store.writeHistory(makeHistorySummary({ version: 'h' }), [part('h')], null);
    assert.deepEqual(await keysOf(table), [
      '2026112123:facts:old:000000',
      '2026112123:facts:old:000001',
      '2026112123:summary',
      '20261121:history:h:000000',
      '20261121:history:summary',
    ]);
  });

  test('reads a summary, its facts and a day of summaries in one request each', async () => {
    const { store } = await withOldHour();
    const requests = [
      await countRequests(() => store.readHourSummary(hour)),
      await countRequests(() => store.readHourFacts(makeHourSummary({ version: 'old', rows: 2 }))),
      await countRequests(() => store.readDaySummaries(day)),
    ].map((counted) => counted.requests);
    assert.deepEqual(requests, [1, 1, 1]);
  });

  test('writes two rows of 900 KiB a request, small ones together, and the summary', async () => {
    const { store, replaces } = await withOldHour();
    const facts = [large, large, large, part('a'), part('b')];
    const { requests, result } = await countRequests(() =>
      store.writeHour(makeHourSummary({ version: 'new', rows: 5 }), facts, replaces),
    );
    // Within 2 MiB: two large ones; the third with the small ones; the summary.
    assert.deepEqual([requests, result], [3, 'committed']);
    assert.deepEqual(await store.readHourFacts(makeHourSummary({ version: 'new', rows: 5 })), facts);
  });

  test('shows the old facts whole before each request of a writer, and the new after the last', async () => {
    const { table, store, replaces } = await withOldHour();
    const seen: string[] = [];
    const look = async () => {
      const summary = (await store.readHourSummary(hour))?.value ?? makeHourSummary();
      const facts = (await store.readHourFacts(summary)) ?? [];
      seen.push(facts.map((bytes) => Buffer.from(bytes.subarray(0, 5)).toString()).join());
    };
    const writer = azureHourStore(watchTable(table, look));
    await writer.writeHour(makeHourSummary({ version: 'new', rows: 3 }), [large, large, large], replaces);
    assert.deepEqual(seen, Array(3).fill('old 0,old 1'));
    assert.equal((await store.readHourFacts(makeHourSummary({ version: 'new', rows: 3 })))?.length, 3);
  });

  test('takes its rows away where another writer was faster by one request', async () => {
    const { table, store, replaces } = await withOldHour();
    const slow = watchTable(table, async ({ name }) => {
      if (name !== 'updateEntity') return;
      assert.ok((await keysOf(table)).includes('2026112123:facts:slow:000001'), 'its rows are there by then');
      assert.equal(await store.writeHour(makeHourSummary({ version: 'fast' }), [part('fast')], replaces), 'committed');
    });
    const outcome = await azureHourStore(slow).writeHour(
      makeHourSummary({ version: 'slow', rows: 2 }),
      [part('slow 0'), part('slow 1')],
      replaces,
    );
    assert.equal(outcome, 'conflict');
    assert.deepEqual(
      (await keysOf(table)).filter((key) => key.includes(':facts:')),
      ['2026112123:facts:fast:000000', '2026112123:facts:old:000000', '2026112123:facts:old:000001'],
    );
    assert.deepEqual(await store.readHourFacts(makeHourSummary({ version: 'fast' })), [part('fast')]);
  });

  test('has won where the answer to each of its requests was lost and the client tried again', async () => {
    const { table, store, replaces } = await withOldHour();
    const twice = azureHourStore(watchTable(table, ({ name, send }) => (name === 'getEntity' ? null : send())));
    const summary = makeHourSummary({ version: 'new' });
    assert.equal(await twice.writeHour(summary, [part('new')], replaces), 'committed');
    assert.deepEqual(await store.readHourFacts(summary), [part('new')]);
    assert.equal(await twice.deleteDay(day), 0, 'its second tries find nothing to delete');
    assert.deepEqual(await keysOf(table), []);
  });

  test('leaves its rows where writing the summary failed: they may be valid, and are deleted as orphans else', async () => {
    const { table, store, replaces } = await withOldHour();
    const failing = watchTable(table, ({ name }) => {
      if (name === 'updateEntity') throw storageError(503);
    });
    const writing = azureHourStore(failing).writeHour(makeHourSummary({ version: 'new' }), [part('new')], replaces);
    await assert.rejects(writing, { code: 'storage-unavailable', retryable: true });
    assert.ok((await keysOf(table)).includes('2026112123:facts:new:000000'));
    assert.equal(await store.deleteOrphans(day, anHourMs), 1);
    assert.equal((await store.readHourFacts(makeHourSummary({ version: 'old', rows: 2 })))?.length, 2);
  });

  test('deletes rows of an hour without a summary, and of a history without one, as orphans', async () => {
    const table = await newTable();
    const store = azureHourStore(table, late);
    for (const rowKey of [`${hour}:facts:lost:000000`, `${day}:history:lost:000003`]) {
      await table.createEntity({ partitionKey: day, rowKey });
    }
    await store.writeHistory(makeHistorySummary({ version: 'h' }), [part('h')], null);
    assert.equal(await store.deleteOrphans(day, anHourMs), 2);
    assert.deepEqual(await keysOf(table), ['20261121:history:h:000000', '20261121:history:summary']);
  });

  test('spares rows that a summary written during the search names', async () => {
    const { table, store, replaces } = await withOldHour();
    await store.writeHour(makeHourSummary({ version: 'new' }), [part('new')], replaces);
    const version = (await store.readHourSummary(hour))?.version ?? null;
    // Between the listing of rows and that of summaries, the old version is made valid again.
    const listing = between(table, () =>
      table.updateEntity({ partitionKey: day, rowKey: `${hour}:summary`, kind: 'hour', version: 'old', rows: 2n }, 'Merge', {
        etag: version ?? '',
      }),
    );
    assert.equal(await azureHourStore(listing, late).deleteOrphans(day, anHourMs), 1);
    assert.deepEqual(
      (await keysOf(table)).filter((key) => key.includes(':facts:')),
      ['2026112123:facts:old:000000', '2026112123:facts:old:000001'],
    );
  });

  test('finds orphans in one request where there are none old enough', async () => {
    const { table } = await withOldHour();
    const store = azureHourStore(table, { now: () => 0 });
    assert.deepEqual(await countRequests(() => store.deleteOrphans(day, anHourMs)), { requests: 1, result: 0 });
  });

  test('gives null where a row went missing', async () => {
    const { table, store } = await withOldHour();
    await table.deleteEntity(day, '2026112123:facts:old:000000');
    assert.equal(await store.readHourFacts(makeHourSummary({ version: 'old', rows: 2 })), null);
  });

  test('deletes 260 rows with one listing and three batches, summaries in the first', async () => {
    const table = await newTable();
    const store = azureHourStore(table, late);
    const facts = Array.from({ length: 259 }, (_, index) => part(`${index}`));
    await store.writeHour(makeHourSummary({ rows: 259 }), facts, null);
    const batches: boolean[] = [];
    const watched = watchTable(table, async () => batches.push((await store.readHourSummary(hour)) === null));
    const { requests, result } = await countRequests(() => azureHourStore(watched).deleteDay(day));
    // Three more requests are those of the looks before the batches.
    assert.deepEqual([requests - batches.length, result], [4, 260]);
    assert.deepEqual(batches, [false, true, true]);
  });

  test('reads rows as they were first written', async () => {
    const table = await newTable();
    const store = azureHourStore(table, late);
    const json = (value: unknown) => Buffer.concat([Buffer.from([1]), deflateRawSync(Buffer.from(JSON.stringify(value)))]);
    const { logs, ...summary } = makeHourSummary();
    const { fingerprints, ...history } = makeHistorySummary();
    await table.createEntity({
      partitionKey: day,
      rowKey: `${hour}:summary`,
      kind: 'hour',
      version: summary.version,
      rows: 1n,
      fingerprint: summary.fingerprint,
      logs: json(logs),
    });
    await table.createEntity({
      partitionKey: day,
      rowKey: `${hour}:facts:${summary.version}:000000`,
      packed: Buffer.from([1, 7, 8]),
    });
    await table.createEntity({
      partitionKey: day,
      rowKey: `${day}:history:summary`,
      kind: 'history',
      version: history.version,
      rows: 1n,
      settingsHash: history.settingsHash,
      fingerprints: json(fingerprints),
    });
    await table.createEntity({
      partitionKey: day,
      rowKey: `${day}:history:${history.version}:000000`,
      packed: Buffer.from([1, 9]),
    });
    await table.createEntity({ partitionKey: day, rowKey: `${hour}:evaluated`, fingerprint: 'f' });
    assert.deepEqual((await store.readHourSummary(hour))?.value, makeHourSummary());
    assert.deepEqual(await store.readHourFacts(makeHourSummary()), [Uint8Array.from([7, 8])]);
    assert.deepEqual((await store.readHistorySummary(day))?.value, makeHistorySummary());
    assert.deepEqual(await store.readHistory(makeHistorySummary()), [Uint8Array.from([9])]);
  });

  test('refuses what a later version packed, and leaves it as it is', async () => {
    const { table, store } = await withOldHour();
    await store.writeHistory(makeHistorySummary(), [part('h')], null);
    const newer = Buffer.from([2, 1]);
    await table.updateEntity({ partitionKey: day, rowKey: `${hour}:facts:old:000000`, packed: newer }, 'Merge');
    await table.updateEntity({ partitionKey: day, rowKey: `${hour}:summary`, logs: newer }, 'Merge');
    await table.updateEntity({ partitionKey: day, rowKey: `${day}:history:summary`, fingerprints: newer }, 'Merge');
    const refused = { code: 'newer-format', retryable: false };
    await assert.rejects(store.readHourFacts(makeHourSummary({ version: 'old', rows: 2 })), refused);
    await assert.rejects(store.readHourSummary(hour), refused);
    await assert.rejects(store.readDaySummaries(day), refused);
    await assert.rejects(store.readHistorySummary(day), refused);
    assert.equal(await store.deleteOrphans(day, anHourMs), 0);
  });

  test('refuses rows that are damaged, naming the row and the property', async () => {
    const { table, store } = await withOldHour();
    await store.writeHistory(makeHistorySummary(), [part('h')], null);
    const json = (value: unknown) => Buffer.concat([Buffer.from([1]), deflateRawSync(Buffer.from(JSON.stringify(value)))]);
    for (const property of [{ rows: 'many' }, { version: 1 }, { logs: 'text' }, { logs: json([{}]) }, { logs: json({}) }]) {
      const [name, value] = Object.entries(property)[0] ?? [];
      const before = await table.getEntity(day, `${hour}:summary`);
      await table.updateEntity({ partitionKey: day, rowKey: `${hour}:summary`, [name ?? '']: value }, 'Merge');
      await assert.rejects(store.readHourSummary(hour), {
        code: 'damaged-row',
        message: new RegExp(`${hour}:summary of ${day}: property ${name} `),
      });
      await table.updateEntity({ partitionKey: day, rowKey: `${hour}:summary`, [name ?? '']: before[name ?? ''] }, 'Merge');
    }
    await table.updateEntity({ partitionKey: day, rowKey: `${day}:history:summary`, fingerprints: json([1]) }, 'Merge');
    await assert.rejects(store.readHistorySummary(day), { code: 'damaged-row' });
  });
});

describe('azureCountStore()', () => {
  test('writes 250 rows in three batches, and deletes those that an hour lost in as few', async () => {
    const store = azureCountStore(await newTable());
    const rows = Array.from({ length: 250 }, (_, port) => makeCountRow({ port: String(port) }));
    // Batches of 100, 100 and 50; one listing; of the second writing one batch, and three that delete 249.
    assert.equal((await countRequests(() => store.replaceHour(hour, rows))).requests, 4);
    assert.equal((await countRequests(() => store.replaceHour(hour, rows.slice(0, 1)))).requests, 5);
  });

  test('writes sums as whole numbers of one type, texts as texts', async () => {
    const table = await newTable();
    await azureCountStore(table).replaceHour(hour, [makeCountRow()]);
    const row = await table.getEntity(day, '2026112123:denied:3389:6:NL');
    assert.deepEqual(
      [row['flows'], row['sourcesInHour'], row['targetsInHour'], row['port'], row['protocol'], row['service']],
      [120n, 3n, 2n, '3389', 6, 'ms-wbt-server'],
    );
  });
});

/** The client, but `act` runs after its first listing was read to the end. */
function between(table: TableClient, act: () => Promise<unknown>): TableClient {
  let listings = 0;
  return withListings(table, (listing) => {
    const isFirst = ++listings === 1;
    const read = async function* () {
      yield* listing;
      if (isFirst) await act();
    };
    return { [Symbol.asyncIterator]: read, byPage: listing.byPage };
  });
}
