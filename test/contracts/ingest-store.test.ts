import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { azureIngestStore } from '../../src/adapters/azure-table/azure-ingest-store.ts';
import { memoryIngestStore } from '../../src/adapters/memory/memory-ingest-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import type { IngestStore, StoredCursor } from '../../src/ports/ingest-store.ts';
import { startAzurite } from '../support/azurite.ts';
import { makeCursor, makeRejected, makeSegment } from '../support/make-cursor.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

const stores: Readonly<Record<string, () => IngestStore>> = {
  memory: memoryIngestStore,
  Azurite: () => azureIngestStore(clients.tableClient(`KnockwatchIngest${++tables}`)),
};
const hour = makeCursor().hour;
const bytes = (length: number) => new Uint8Array(randomBytes(length));

async function stored(store: IngestStore, streamId = makeCursor().streamId): Promise<StoredCursor> {
  const found = await store.readCursor(hour, streamId);
  assert.ok(found, `cursor ${streamId} is there`);
  return found;
}

for (const [name, newStore] of Object.entries(stores)) {
  describe(`IngestStore over ${name}`, () => {
    test('reads nothing where nothing was written', async () => {
      const store = newStore();
      assert.equal(await store.readCursor(hour, 'nobody'), null);
      assert.deepEqual(await store.readHour(hour), { cursors: [], segments: [] });
      assert.deepEqual(await store.readCursors(hour), []);
      assert.deepEqual(await store.readRejected(hour), []);
    });

    test('gives back every field of a cursor, with numbers up to 2^53 exact', async () => {
      const store = newStore();
      const cursor = makeCursor({ offset: Number.MAX_SAFE_INTEGER, revision: 3_000_000_000, unfinishedBytes: 0, generation: 12 });
      assert.equal(await store.commit({ cursor, replaces: null, segment: null, rejected: [] }), 'committed');
      assert.deepEqual((await stored(store)).cursor, cursor);
    });

    test('keeps a cursor without bytes and one with open facts of 48 KiB', async () => {
      const store = newStore();
      const empty = makeCursor({
        streamId: 'empty',
        tail: new Uint8Array(0),
        open: new Uint8Array(0),
        etag: '',
        path: 'x'.repeat(1024),
      });
      const full = makeCursor({ streamId: 'full', open: bytes(48 * 1024) });
      for (const cursor of [empty, full]) await store.commit({ cursor, replaces: null, segment: null, rejected: [] });
      assert.deepEqual((await stored(store, 'empty')).cursor, empty);
      assert.deepEqual((await stored(store, 'full')).cursor, full);
    });

    test('writes the bytes of a view, not the buffer behind it', async () => {
      const store = newStore();
      const chunk = bytes(200_000);
      const cursor = makeCursor({ tail: chunk.subarray(1000, 1064), open: chunk.subarray(5, 9) });
      await store.commit({ cursor, replaces: null, segment: null, rejected: [] });
      const { tail, open } = (await stored(store)).cursor;
      assert.deepEqual([tail, open], [chunk.slice(1000, 1064), chunk.slice(5, 9)]);
    });

    test('keeps what was written apart from what the caller changes later', async () => {
      const store = newStore();
      const open = Uint8Array.from([1, 2, 3]);
      await store.commit({ cursor: makeCursor({ open }), replaces: null, segment: null, rejected: [] });
      open.fill(9);
      (await stored(store)).cursor.open.fill(8);
      assert.deepEqual((await stored(store)).cursor.open, Uint8Array.from([1, 2, 3]));
    });

    test('creates a cursor only where there is none', async () => {
      const store = newStore();
      const commit = { cursor: makeCursor(), replaces: null, segment: null, rejected: [] };
      assert.equal(await store.commit(commit), 'committed');
      assert.equal(await store.commit({ ...commit, cursor: makeCursor({ revision: 9 }) }), 'conflict');
      assert.equal((await stored(store)).cursor.revision, 1);
    });

    test('replaces a cursor only in the version that was read', async () => {
      const store = newStore();
      await store.commit({ cursor: makeCursor(), replaces: null, segment: null, rejected: [] });
      const { version } = await stored(store);
      const next = (revision: number) => ({ cursor: makeCursor({ revision }), replaces: version, segment: null, rejected: [] });
      assert.equal(await store.commit(next(2)), 'committed');
      assert.equal(await store.commit(next(3)), 'conflict');
      assert.equal((await stored(store)).cursor.revision, 2);
    });

    test('tells a conflict where the row that is to be replaced is gone', async () => {
      const store = newStore();
      await store.commit({ cursor: makeCursor(), replaces: null, segment: null, rejected: [] });
      const { version } = await stored(store);
      const cursor = makeCursor({ streamId: 'purged' });
      assert.equal(await store.commit({ cursor, replaces: version, segment: null, rejected: [] }), 'conflict');
      assert.equal(await store.commit({ cursor, replaces: version, segment: null, rejected: [makeRejected()] }), 'conflict');
      assert.equal(await store.readCursor(hour, 'purged'), null);
      assert.deepEqual(await store.readRejected(hour), []);
    });

    test('lets exactly one of ten commits made at once win', async () => {
      const store = newStore();
      await store.commit({ cursor: makeCursor(), replaces: null, segment: null, rejected: [] });
      const { version } = await stored(store);
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          store.commit({ cursor: makeCursor({ revision: 2 + index }), replaces: version, segment: null, rejected: [] }),
        ),
      );
      assert.equal(outcomes.filter((outcome) => outcome === 'committed').length, 1);
    });

    test('writes cursor, segment and rejections together', async () => {
      const store = newStore();
      const commit = { cursor: makeCursor(), replaces: null, segment: makeSegment(), rejected: [makeRejected()] };
      assert.equal(await store.commit(commit), 'committed');
      const { cursors, segments } = await store.readHour(hour);
      assert.deepEqual([cursors.map(({ cursor }) => cursor), segments], [[commit.cursor], [commit.segment]]);
      assert.deepEqual(await store.readRejected(hour), commit.rejected);
    });

    test('leaves no segment and no rejection of a commit that lost', async () => {
      const store = newStore();
      await store.commit({ cursor: makeCursor(), replaces: null, segment: null, rejected: [] });
      const { version } = await stored(store);
      await store.commit({ cursor: makeCursor({ revision: 2 }), replaces: version, segment: null, rejected: [] });
      for (const replaces of [null, version]) {
        const lost = { cursor: makeCursor({ revision: 3 }), replaces, segment: makeSegment(), rejected: [makeRejected()] };
        assert.equal(await store.commit(lost), 'conflict');
      }
      const { cursors, segments } = await store.readHour(hour);
      assert.deepEqual([cursors.map(({ cursor }) => cursor.revision), segments, await store.readRejected(hour)], [[2], [], []]);
    });

    test('never writes a segment over another: it tells a conflict and leaves the cursor', async () => {
      const store = newStore();
      await store.commit({ cursor: makeCursor(), replaces: null, segment: makeSegment(), rejected: [] });
      const { version } = await stored(store);
      const again = { cursor: makeCursor({ revision: 2 }), replaces: version, segment: makeSegment(), rejected: [] };
      assert.equal(await store.commit(again), 'conflict');
      assert.equal((await stored(store)).version, version);
    });

    test('gives back a segment of 900 KiB, with rejections of 32 KiB in the same commit', async () => {
      const store = newStore();
      const segment = makeSegment({ facts: bytes(900 * 1024) });
      const rejected = [0, 1, 2].map((index) => makeRejected({ offset: index, bytes: bytes(32 * 1024) }));
      await store.commit({ cursor: makeCursor({ open: bytes(48 * 1024) }), replaces: null, segment, rejected });
      assert.deepEqual((await store.readHour(hour)).segments, [segment]);
      assert.deepEqual(await store.readRejected(hour), rejected);
    });

    test('gives back a rejected row of a thousand tuples', async () => {
      const store = newStore();
      const tuple = (offset: number) =>
        ({ unit: 'tuple', reason: 'malformed-tuple', detail: randomBytes(90).toString('hex'), offset, length: 60 }) as const;
      const rejected = [makeRejected({ rejections: Array.from({ length: 1000 }, (_, index) => tuple(index * 61)) })];
      await store.commit({ cursor: makeCursor(), replaces: null, segment: null, rejected });
      assert.deepEqual(await store.readRejected(hour), rejected);
    });

    test('takes 100 rows in one commit and refuses 101, writing nothing', async () => {
      const store = newStore();
      const rejected = (count: number) => Array.from({ length: count }, (_, index) => makeRejected({ offset: index }));
      const commit = { cursor: makeCursor(), replaces: null, segment: null };
      await assert.rejects(store.commit({ ...commit, rejected: rejected(100) }), { code: 'storage-refused', retryable: false });
      assert.equal(await store.readCursor(hour, commit.cursor.streamId), null);
      assert.equal(await store.commit({ ...commit, rejected: rejected(99) }), 'committed');
    });

    test('keeps hours and streams apart', async () => {
      const store = newStore();
      const places = [
        [hour, 'one'],
        [hour, 'two'],
        ['2026112200', 'one'],
      ] as const;
      for (const [index, [ofHour, streamId]] of places.entries()) {
        const cursor = makeCursor({ hour: ofHour, streamId, offset: index });
        const segment = makeSegment({ hour: ofHour, streamId, offset: index });
        await store.commit({ cursor, replaces: null, segment, rejected: [makeRejected({ hour: ofHour, streamId })] });
      }
      const { cursors, segments } = await store.readHour(hour);
      assert.deepEqual(
        [cursors.map(({ cursor }) => cursor.offset), segments.map(({ offset }) => offset)],
        [
          [0, 1],
          [0, 1],
        ],
      );
      assert.equal((await store.readRejected('2026112200')).length, 1);
      assert.equal((await stored(store, 'two')).cursor.offset, 1);
    });

    test('reads an hour of more than a page: 1,050 cursors and as many segments', async () => {
      const store = newStore();
      const ids = Array.from({ length: 1050 }, (_, index) => `stream-${String(index).padStart(4, '0')}`);
      for (let from = 0; from < ids.length; from += 25) {
        const commits = ids.slice(from, from + 25).map((streamId) => ({
          cursor: makeCursor({ streamId }),
          replaces: null,
          segment: makeSegment({ streamId }),
          rejected: [],
        }));
        await Promise.all(commits.map((commit) => store.commit(commit)));
      }
      const read = await store.readHour(hour);
      assert.deepEqual(
        read.cursors.map(({ cursor }) => cursor.streamId),
        ids,
      );
      assert.deepEqual(
        read.segments.map(({ streamId }) => streamId),
        ids,
      );
      assert.deepEqual(
        (await store.readCursors(hour)).map(({ streamId }) => streamId),
        ids,
      );
    });

    test('reads cursors for comparing without their facts', async () => {
      const store = newStore();
      const cursor = makeCursor({ open: bytes(48 * 1024) });
      await store.commit({ cursor, replaces: null, segment: makeSegment(), rejected: [] });
      assert.deepEqual(await store.readCursors(hour), [{ ...cursor, open: new Uint8Array(0) }]);
    });

    test('gives versions from an hour that the next commit can replace', async () => {
      const store = newStore();
      await store.commit({ cursor: makeCursor(), replaces: null, segment: null, rejected: [] });
      const [first] = (await store.readHour(hour)).cursors;
      assert.equal(first?.version, (await stored(store)).version);
    });
  });
}
