import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import type { TableClient } from '@azure/data-tables';
import { azureIncidentStore } from '../../../src/adapters/azure-table/azure-incident-store.ts';
import { azureIngestStore } from '../../../src/adapters/azure-table/azure-ingest-store.ts';
import { azureStateStore } from '../../../src/adapters/azure-table/azure-state-store.ts';
import { cursorRow, rejectedRow, segmentRow } from '../../../src/adapters/azure-table/ingest-rows.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import { nothingTold } from '../../../src/incident/update-incidents.ts';
import { startAzurite } from '../../support/azurite.ts';
import { countRequests } from '../../support/count-requests.ts';
import { makeCursor, makeRejected, makeSegment } from '../../support/make-cursor.ts';
import { makeIncident } from '../../support/make-incident.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

const newTable = (): TableClient => clients.tableClient(`KnockwatchTest${++tables}`);
const { hour, streamId } = makeCursor();
const commit = { cursor: makeCursor(), replaces: null, segment: null, rejected: [] };
const tick = { revision: 1, evaluatedAtMs: 1, told: nothingTold };

/** A store over a table that exists, with one cursor in it. */
async function ingestWithCursor() {
  const table = newTable();
  const store = azureIngestStore(table);
  await store.commit(commit);
  return { table, store };
}

describe('azureIngestStore()', () => {
  test('reads a cursor, commits a cursor alone, and commits a batch, each in one request', async () => {
    const { store } = await ingestWithCursor();
    const read = await countRequests(() => store.readCursor(hour, streamId));
    const replaces = read.result?.version ?? null;
    const alone = await countRequests(() => store.commit({ ...commit, cursor: makeCursor({ revision: 2 }), replaces }));
    const rejected = [makeRejected()];
    const other = makeCursor({ streamId: 'other' });
    const batch = await countRequests(() =>
      store.commit({ ...commit, cursor: other, segment: makeSegment({ streamId: 'other' }), rejected }),
    );
    assert.deepEqual([read.requests, alone.requests, batch.requests], [1, 1, 1]);
    assert.deepEqual([alone.result, batch.result], ['committed', 'committed']);
  });

  test('loses a commit in one request: a conflict is no reason to try the same again', async () => {
    const { store } = await ingestWithCursor();
    const alone = await countRequests(() => store.commit(commit));
    const batch = await countRequests(() => store.commit({ ...commit, segment: makeSegment() }));
    assert.deepEqual(
      [alone, batch],
      [
        { requests: 1, result: 'conflict' },
        { requests: 1, result: 'conflict' },
      ],
    );
  });

  test('makes its table with the first commit, for two requests more, and never asks again', async () => {
    const store = azureIngestStore(newTable());
    assert.equal((await countRequests(() => store.readCursor(hour, streamId))).requests, 1);
    const first = await countRequests(() => store.commit({ ...commit, segment: makeSegment() }));
    const second = await countRequests(() => store.commit({ ...commit, cursor: makeCursor({ streamId: 'other' }) }));
    assert.deepEqual(
      [first, second],
      [
        { requests: 3, result: 'committed' },
        { requests: 1, result: 'committed' },
      ],
    );
  });

  test('lets ten first commits at once share the making of the table', async () => {
    const store = azureIngestStore(newTable());
    const streams = Array.from({ length: 10 }, (_, index) => makeCursor({ streamId: `stream-${index}` }));
    const outcomes = await Promise.all(streams.map((cursor) => store.commit({ ...commit, cursor })));
    assert.deepEqual(
      outcomes,
      streams.map(() => 'committed'),
    );
    assert.equal((await store.readCursors(hour)).length, 10);
  });

  test('reads an hour past 1,000 rejections in one request: they are not brought', async () => {
    const { table, store } = await ingestWithCursor();
    await store.commit({ ...commit, cursor: makeCursor({ streamId: 'other' }), segment: makeSegment({ streamId: 'other' }) });
    for (let from = 0; from < 1000; from += 100) {
      const rows = Array.from({ length: 100 }, (_, index) => rejectedRow(makeRejected({ offset: from + index })));
      await table.submitTransaction(rows.map((row) => ['create', row]));
    }
    const { requests, result } = await countRequests(() => store.readHour(hour));
    assert.deepEqual([requests, result.cursors.length, result.segments.length], [1, 2, 1]);
  });

  test('leaves out a segment that is committed between two pages of a reading', async () => {
    const table = newTable();
    await table.createTable();
    const ids = Array.from({ length: 1100 }, (_, index) => `stream-${String(index).padStart(4, '0')}`);
    for (let from = 0; from < ids.length; from += 100) {
      const rows = ids.slice(from, from + 100).map((id) => cursorRow(makeCursor({ streamId: id })));
      await table.submitTransaction(rows.map((row) => ['create', row]));
    }
    const writer = azureIngestStore(table);
    const first = await writer.readCursor(hour, 'stream-0000');
    const moved = {
      cursor: makeCursor({ streamId: 'stream-0000', revision: 2, open: new Uint8Array(0) }),
      replaces: first?.version ?? null,
    };
    const late = { ...moved, segment: makeSegment({ streamId: 'stream-0000' }), rejected: [] };
    const reader = azureIngestStore(pausedAfter(table, 1000, () => writer.commit(late)));
    const during = await reader.readHour(hour);
    const afterwards = await writer.readHour(hour);
    assert.deepEqual([during.cursors[0]?.cursor.revision, during.segments.length], [1, 0]);
    assert.deepEqual([afterwards.cursors[0]?.cursor.revision, afterwards.segments.length], [2, 1]);
  });

  test('refuses a property that a later version packed', async () => {
    const { table, store } = await ingestWithCursor();
    await table.updateEntity({ ...cursorRow(makeCursor()), open: Buffer.from([2, 1]) }, 'Replace');
    await assert.rejects(store.readCursor(hour, streamId), {
      code: 'newer-format',
      retryable: false,
      message: /open has format 2, .* up to 1/,
    });
    await assert.rejects(store.readHour(hour), { code: 'newer-format' });
    assert.equal((await store.readCursors(hour)).length, 1, 'what is not read is not refused');
  });

  test('refuses a row that is damaged, naming the row and the property', async () => {
    const { table, store } = await ingestWithCursor();
    const broken = [
      { open: undefined },
      { open: 'text' },
      { open: Buffer.from([0]) },
      { offset: 'far' },
      { revision: 2n ** 60n },
      { blobEtag: 7 },
    ];
    for (const property of broken) {
      await table.updateEntity({ ...cursorRow(makeCursor()), ...property }, 'Replace');
      const [name] = Object.keys(property);
      const message = new RegExp(`cursor:${streamId} of ${hour}: property ${name} `);
      await assert.rejects(store.readCursor(hour, streamId), { code: 'damaged-row', retryable: false, message });
    }
  });

  test('refuses a segment without its revision, a foreign key, and rejections that cannot be decoded', async () => {
    const { table, store } = await ingestWithCursor();
    const { revision, ...segment } = segmentRow(makeSegment(), 1);
    assert.equal(revision, 1n);
    await table.createEntity({ ...segment, partitionKey: 'no-revision', rowKey: segment.rowKey });
    await table.createEntity({ partitionKey: 'foreign', rowKey: 'cursor:a:b' });
    for (const [index, rejections] of [
      [1, 255],
      [1, 171, 2, 0],
    ].entries()) {
      const row = { partitionKey: `rejected-${index}`, rowKey: 'rejected:a:0:0', length: 1n, bytes: Buffer.from([1]) };
      await table.createEntity({ ...row, rejections: Buffer.from(rejections) });
      await assert.rejects(store.readRejected(`rejected-${index}`), { code: 'damaged-row' });
    }
    await assert.rejects(store.readHour('no-revision'), { code: 'damaged-row' });
    await assert.rejects(store.readHour('foreign'), { code: 'damaged-row' });
  });

  test('keeps binary data of 2.8 MiB in one commit; the service refuses 3 MiB, which base64 makes 4 MiB', async () => {
    const { store } = await ingestWithCursor();
    const commitOf = (id: string, rows: number) => {
      const bytes = new Uint8Array(randomBytes(32_768));
      const rejected = Array.from({ length: rows }, (_, index) => makeRejected({ streamId: id, offset: index, bytes }));
      return { cursor: makeCursor({ streamId: id }), replaces: null, segment: null, rejected };
    };
    assert.equal(await store.commit(commitOf('fits', 90)), 'committed');
    await assert.rejects(store.commit(commitOf('too-large', 96)), {
      code: 'storage-refused',
      message: /413 RequestBodyTooLarge/,
    });
    assert.equal(await store.readCursor(hour, 'too-large'), null);
  });
});

describe('azureIncidentStore()', () => {
  test('commits an evaluation, replaces an incident, and reads, each in one request', async () => {
    const table = newTable();
    await table.createTable();
    const store = azureIncidentStore(table);
    const committed = await countRequests(() =>
      store.commitEvaluation([{ incident: makeIncident(), replaces: null }], tick, null),
    );
    const open = await countRequests(() => store.readOpen());
    const replaces = open.result.incidents[0]?.version ?? null;
    const replaced = await countRequests(() => store.replace({ incident: makeIncident({ id: 'b' }), replaces }));
    assert.deepEqual([committed.requests, open.requests, replaced.requests], [1, 1, 1]);
    assert.equal(replaced.result.kind, 'committed');
  });

  test('writes plain columns for people, and keys without forbidden signs', async () => {
    const table = newTable();
    await azureIncidentStore(table).replace({ incident: makeIncident({ key: 'any / \\ # ? key' }), replaces: null });
    const rows = [];
    for await (const row of table.listEntities()) rows.push(row);
    const [row] = rows;
    assert.deepEqual(
      [row?.['id'], row?.['state'], row?.['severity'], row?.['key']],
      ['bt-4f2a', 'open', 'critical', 'any / \\ # ? key'],
    );
    assert.match(row?.rowKey ?? '', /^breakthrough:[\w-]{27}$/);
  });

  test('refuses an incident of a later version, and one that is damaged', async () => {
    const table = newTable();
    const store = azureIncidentStore(table);
    await store.replace({ incident: makeIncident(), replaces: null });
    const [{ partitionKey = '', rowKey = '' } = {}] = (await table.listEntities().byPage().next()).value ?? [];
    for (const [first, code] of [
      [9, 'newer-format'],
      [0, 'damaged-row'],
      [1, 'damaged-row'],
    ] as const) {
      await table.updateEntity({ partitionKey, rowKey, incident: Buffer.from([first, 7, 7]) }, 'Replace');
      await assert.rejects(store.readOpen(), { code });
    }
  });
});

describe('azureStateStore()', () => {
  test('reads and writes in one request', async () => {
    const table = newTable();
    await table.createTable();
    const store = azureStateStore(table);
    const written = await countRequests(() => store.write('sweep', 1, null));
    const read = await countRequests(() => store.read('sweep'));
    assert.deepEqual([written.requests, read.requests], [1, 1]);
  });
});

/** The client, but `act` runs after that many rows of a listing were given out: between its first page and its second. */
function pausedAfter(table: TableClient, rows: number, act: () => Promise<unknown>): TableClient {
  const listEntities: TableClient['listEntities'] = (options) => {
    const source = table.listEntities<Record<string, unknown>>(options);
    const paused = (async function* () {
      let given = 0;
      for await (const row of source) {
        yield row;
        if (++given === rows) await act();
      }
    })();
    return Object.assign(paused, { byPage: source.byPage }) as never;
  };
  return new Proxy(table, {
    get: (target, name) => {
      if (name === 'listEntities') return listEntities;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
