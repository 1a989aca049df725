import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { azureIngestStore } from '../../src/adapters/azure-table/azure-ingest-store.ts';
import { memoryIngestStore } from '../../src/adapters/memory/memory-ingest-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import type { IngestCommit, IngestStore } from '../../src/ports/ingest-store.ts';
import { startAzurite } from '../support/azurite.ts';
import { makeCursor, makeRejected, makeSegment } from '../support/make-cursor.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

const stores: Readonly<Record<string, () => IngestStore>> = {
  memory: memoryIngestStore,
  Azurite: () => azureIngestStore(clients.tableClient(`KnockwatchUpkeep${++tables}`)),
};
const { hour, streamId } = makeCursor();
const one = makeRejected();
const two = makeRejected({ offset: 500 });

/** A stream with two rejections, and the change that takes one back. */
async function withRejections(store: IngestStore): Promise<IngestCommit> {
  await store.commit({ cursor: makeCursor(), replaces: null, segment: null, rejected: [one, two] });
  const replaces = (await store.readCursor(hour, streamId))?.version ?? null;
  return { cursor: makeCursor({ revision: 2 }), replaces, segment: null, rejected: [] };
}

/** What a replay changes: the cursor's revision, the segments, the rejections. */
async function stateOf(store: IngestStore) {
  const { cursors, segments } = await store.readHour(hour);
  return { revisions: cursors.map(({ cursor }) => cursor.revision), segments, rejected: await store.readRejected(hour) };
}

for (const [name, newStore] of Object.entries(stores)) {
  describe(`IngestStore over ${name}: replay`, () => {
    test('takes a rejection back and commits what it yields', async () => {
      const store = newStore();
      const change = { ...(await withRejections(store)), segment: makeSegment() };
      assert.equal(await store.replayRejection(one, change), 'committed');
      assert.deepEqual(await stateOf(store), { revisions: [2], segments: [makeSegment()], rejected: [two] });
    });

    test('leaves in the same place what still cannot be decoded', async () => {
      const store = newStore();
      const left = makeRejected({ rejections: [{ ...makeRejected().rejections[0], unit: 'tuple', detail: 'of ten' } as never] });
      const change = { ...(await withRejections(store)), rejected: [left, makeRejected({ offset: 60 })] };
      assert.equal(await store.replayRejection(one, change), 'committed');
      assert.deepEqual(await stateOf(store), {
        revisions: [2],
        segments: [],
        rejected: [left, makeRejected({ offset: 60 }), two],
      });
    });

    test('changes nothing where the cursor changed meanwhile', async () => {
      const store = newStore();
      const change = await withRejections(store);
      await store.commit({ ...change, cursor: makeCursor({ revision: 9 }) });
      assert.equal(await store.replayRejection(one, { ...change, segment: makeSegment() }), 'conflict');
      assert.deepEqual(await stateOf(store), { revisions: [9], segments: [], rejected: [one, two] });
    });

    test('changes nothing where the rejection is gone, taken back whole or in part', async () => {
      const store = newStore();
      const change = await withRejections(store);
      await store.replayRejection(one, change);
      const replaces = (await store.readCursor(hour, streamId))?.version ?? null;
      const again = { ...change, cursor: makeCursor({ revision: 3 }), replaces, segment: makeSegment() };
      assert.equal(await store.replayRejection(one, again), 'conflict');
      assert.equal(await store.replayRejection(one, { ...again, rejected: [one] }), 'conflict');
      assert.deepEqual(await stateOf(store), { revisions: [2], segments: [], rejected: [two] });
    });

    test('changes nothing where a segment or another rejection stands in the way', async () => {
      const store = newStore();
      const change = await withRejections(store);
      assert.equal(await store.replayRejection(one, { ...change, rejected: [two] }), 'conflict');
      assert.deepEqual((await stateOf(store)).rejected, [one, two]);
    });

    test('lets one of five replays of the same rejection win', async () => {
      const store = newStore();
      const change = await withRejections(store);
      const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => store.replayRejection(one, change)));
      assert.equal(outcomes.filter((outcome) => outcome === 'committed').length, 1);
      assert.deepEqual((await stateOf(store)).rejected, [two]);
    });
  });

  describe(`IngestStore over ${name}: retention`, () => {
    /** 90 streams with a segment and a rejection each. */
    const fill = (store: IngestStore, ofHour: string) =>
      Promise.all(
        Array.from({ length: 90 }, (_, index) => {
          const place = { hour: ofHour, streamId: `stream-${index}` };
          return store.commit({
            cursor: makeCursor(place),
            replaces: null,
            segment: makeSegment(place),
            rejected: [makeRejected(place)],
          });
        }),
      );
    const isEmpty = async (store: IngestStore, ofHour: string) => {
      const { cursors, segments } = await store.readHour(ofHour);
      return cursors.length + segments.length + (await store.readRejected(ofHour)).length === 0;
    };

    test('deletes all 270 rows of an hour and nothing of another', async () => {
      const store = newStore();
      await fill(store, hour);
      await fill(store, '2026112200');
      assert.equal(await store.deleteHour(hour), 270);
      assert.deepEqual([await isEmpty(store, hour), await isEmpty(store, '2026112200')], [true, false]);
      assert.equal(await store.deleteHour(hour), 0);
    });

    test('deletes each row once when two delete an hour at once', async () => {
      const store = newStore();
      await fill(store, hour);
      const [first, second] = await Promise.all([store.deleteHour(hour), store.deleteHour(hour)]);
      assert.equal(first + second, 270);
      assert.ok(await isEmpty(store, hour));
    });

    test('names the hours that hold any row, oldest first, up to an hour and at most as many as asked', async () => {
      const store = newStore();
      assert.deepEqual(await store.hoursUpTo('2026112300', 10), []);
      const hours = ['2026112123', '2026103100', '2026112200', '2026112122'];
      for (const ofHour of hours) {
        await store.commit({
          cursor: makeCursor({ hour: ofHour }),
          replaces: null,
          segment: makeSegment({ hour: ofHour }),
          rejected: [],
        });
      }
      assert.deepEqual(await store.hoursUpTo('2026112123', 10), ['2026103100', '2026112122', '2026112123']);
      assert.deepEqual(await store.hoursUpTo('2026112200', 2), ['2026103100', '2026112122']);
      assert.deepEqual(await store.hoursUpTo('2026103023', 10), []);
      assert.deepEqual(await store.hoursUpTo('2026112200', 0), []);
      await store.deleteHour('2026103100');
      assert.deepEqual(await store.hoursUpTo('2026112122', 10), ['2026112122']);
    });
  });
}
