import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { TableClient } from '@azure/data-tables';
import { azureIncidentStore } from '../../../src/adapters/azure-table/azure-incident-store.ts';
import { azureIngestStore } from '../../../src/adapters/azure-table/azure-ingest-store.ts';
import { closedRow, incidentOf } from '../../../src/adapters/azure-table/incident-rows.ts';
import { readKeys, readRows } from '../../../src/adapters/azure-table/read-rows.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import type { Incident } from '../../../src/model/incident.ts';
import { startAzurite } from '../../support/azurite.ts';
import { countRequests } from '../../support/count-requests.ts';
import { makeCursor, makeRejected, makeSegment } from '../../support/make-cursor.ts';
import { makeIncident } from '../../support/make-incident.ts';
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
const storageError = (statusCode: number) => Object.assign(new Error('made to fail'), { statusCode });

describe('azureIngestStore(): replay and retention', () => {
  const { hour, streamId } = makeCursor();
  const places = (count: number, ofHour = hour) =>
    Array.from({ length: count }, (_, index) => ({ hour: ofHour, streamId: `stream-${String(index).padStart(3, '0')}` }));

  /** Streams with a segment and a rejection each. */
  async function withStreams(count: number, hours: readonly string[] = [hour]) {
    const table = await newTable();
    const store = azureIngestStore(table);
    for (const place of hours.flatMap((ofHour) => places(count, ofHour))) {
      const commit = { cursor: makeCursor(place), segment: makeSegment(place), rejected: [makeRejected(place)] };
      await store.commit({ ...commit, replaces: null });
    }
    return { table, store };
  }

  test('takes a rejection back in one request', async () => {
    const { store } = await withStreams(1);
    const [place] = places(1);
    const replaces = (await store.readCursor(hour, 'stream-000'))?.version ?? null;
    const change = { cursor: makeCursor({ ...place, revision: 2 }), replaces, segment: null, rejected: [] };
    assert.deepEqual(await countRequests(() => store.replayRejection(makeRejected(place), change)), {
      requests: 1,
      result: 'committed',
    });
  });

  test('deletes the 270 rows of an hour with one listing and three batches, and keeps each cursor until all else is gone', async () => {
    const { table, store } = await withStreams(90);
    const left: number[] = [];
    const watched = watchTable(table, async () => {
      const keys = await readKeys(table, hour);
      left.push(keys.filter((key) => key.startsWith('cursor:')).length, keys.length);
    });
    const { requests, result } = await countRequests(() => azureIngestStore(watched).deleteHour(hour));
    // 180 segments and rejections, then 90 cursors: batches of 100, 80 + 20, 70. Three more requests are those of the looks.
    assert.deepEqual([requests - 3, result], [4, 270]);
    assert.deepEqual(left, [90, 270, 90, 170, 70, 70]);
    assert.deepEqual(await store.readCursors(hour), []);
  });

  test('keeps the cursors of an hour whose deletion fails half-way, and ends it the next time', async () => {
    const { table, store } = await withStreams(60);
    let calls = 0;
    const failing = watchTable(table, () => {
      if (++calls === 2) throw storageError(503);
    });
    await assert.rejects(azureIngestStore(failing).deleteHour(hour), { code: 'storage-unavailable', retryable: true });
    assert.equal((await store.readCursors(hour)).length, 60);
    assert.equal(await store.deleteHour(hour), 80);
  });

  test('names the hours in a request each and one more, however many rows they hold', async () => {
    const { store } = await withStreams(30, ['2026112120', '2026112121', '2026112122']);
    assert.deepEqual(await countRequests(() => store.hoursUpTo('2026112123', 10)), {
      requests: 4,
      result: ['2026112120', '2026112121', '2026112122'],
    });
    assert.equal((await countRequests(() => store.hoursUpTo('2026112123', 2))).requests, 2);
  });

  test('names hours past pages that hold nothing', async () => {
    const { table } = await withStreams(1, ['2026112120', '2026112121']);
    const store = azureIngestStore(emptyPagesFirst(table));
    assert.deepEqual(await store.hoursUpTo('2026112123', 10), ['2026112120', '2026112121']);
    assert.equal(await store.readCursor(hour, streamId), null);
  });
});

describe('azureIncidentStore(): closing', () => {
  const resolved = makeIncident({ state: 'resolved', resolvedAtMs: Date.UTC(2026, 10, 30, 23, 59) });
  const partition = 'closed-202611';

  async function withResolved() {
    const table = await newTable();
    const store = azureIncidentStore(table);
    const stored = await store.replace({ incident: resolved, replaces: null });
    assert.ok(stored.kind === 'committed');
    return { table, store, replaces: stored.version };
  }
  const closedOf = async (table: TableClient): Promise<readonly Incident[]> => (await readRows(table, partition)).map(incidentOf);
  const openOf = async (table: TableClient): Promise<readonly Incident[]> => (await readRows(table, 'open')).map(incidentOf);

  test('makes the closed row, named by month, key and opening, before it deletes the open one', async () => {
    const { table, replaces } = await withResolved();
    const seen: number[][] = [];
    const watched = watchTable(table, async () => seen.push([(await openOf(table)).length, (await closedOf(table)).length]));
    assert.equal(await azureIncidentStore(watched).close({ incident: resolved, replaces }), 'committed');
    assert.deepEqual(seen, [
      [1, 0],
      [1, 1],
    ]);
    const [key] = await readKeys(table, partition);
    assert.match(key ?? '', new RegExp(`^breakthrough:[\\w-]{27}:${makeIncident().openedAtMs}$`));
  });

  test('takes the closed row away again where the open one changes in between', async () => {
    const { table, store, replaces } = await withResolved();
    const returned = makeIncident({ state: 'open' });
    const watched = watchTable(table, async ({ name }) => {
      if (name === 'deleteEntity' && (await closedOf(table)).length === 1) await store.replace({ incident: returned, replaces });
    });
    assert.equal(await azureIncidentStore(watched).close({ incident: resolved, replaces }), 'conflict');
    assert.deepEqual([await openOf(table), await closedOf(table)], [[returned], []]);
  });

  test('takes over what a process left that ended in between, with what the incident is now', async () => {
    const { table, store, replaces } = await withResolved();
    const ending = watchTable(table, ({ name }) => {
      if (name === 'deleteEntity') throw storageError(503);
    });
    await assert.rejects(azureIncidentStore(ending).close({ incident: resolved, replaces }), { code: 'storage-unavailable' });
    assert.deepEqual([await openOf(table), await closedOf(table)], [[resolved], [resolved]]);
    const now = { ...resolved, id: 'edited' };
    const changed = await store.replace({ incident: now, replaces });
    assert.equal(await store.close({ incident: { ...resolved, id: 'stale' }, replaces }), 'conflict');
    assert.deepEqual(await closedOf(table), [resolved], 'who is late does not touch the closed row');
    assert.ok(changed.kind === 'committed');
    assert.equal(await store.close({ incident: now, replaces: changed.version }), 'committed');
    assert.deepEqual([await openOf(table), await closedOf(table)], [[], [now]]);
  });

  test('leaves the closed row alone where another closed the incident in between', async () => {
    const { table, store, replaces } = await withResolved();
    const watched = watchTable(table, async ({ name }) => {
      if (name === 'deleteEntity') assert.equal(await store.close({ incident: resolved, replaces }), 'committed');
    });
    assert.equal(await azureIncidentStore(watched).close({ incident: resolved, replaces }), 'conflict');
    assert.deepEqual([await openOf(table), await closedOf(table)], [[], [resolved]]);
  });

  for (const isLeftBehind of [false, true]) {
    test(`leaves the closed row to whoever took it over${isLeftBehind ? ', itself having taken it over' : ''}`, async () => {
      const { table, store, replaces } = await withResolved();
      if (isLeftBehind) await table.createEntity(closedRow(resolved));
      const now = { ...resolved, id: 'edited' };
      const firstAtDelete = Promise.withResolvers<void>();
      const secondAtDelete = Promise.withResolvers<void>();
      const first = azureIncidentStore(
        watchTable(table, async ({ name }) => {
          if (name !== 'deleteEntity') return;
          firstAtDelete.resolve();
          await secondAtDelete.promise;
        }),
      ).close({ incident: resolved, replaces });
      await firstAtDelete.promise;
      const changed = await store.replace({ incident: now, replaces });
      assert.ok(changed.kind === 'committed');
      const second = watchTable(table, async ({ name }) => {
        if (name !== 'deleteEntity') return;
        secondAtDelete.resolve();
        assert.equal(await first, 'conflict');
      });
      assert.equal(await azureIncidentStore(second).close({ incident: now, replaces: changed.version }), 'committed');
      assert.deepEqual([await openOf(table), await closedOf(table)], [[], [now]]);
    });
  }
});

/** The client, but each listing by page begins with an empty page, as the service may. */
function emptyPagesFirst(table: TableClient): TableClient {
  return withListings(table, (listing) => ({
    [Symbol.asyncIterator]: () => listing,
    byPage: (settings) => {
      assert.equal(settings?.maxPageSize, 1, 'no more rows are brought than are looked at');
      const pages = listing.byPage(settings);
      return (async function* () {
        yield [];
        yield* pages;
      })();
    },
  }));
}
