import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { azureHourStore } from '../../src/adapters/azure-table/azure-hour-store.ts';
import { memoryHourStore } from '../../src/adapters/memory/memory-hour-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import type { HourSummary } from '../../src/model/hour.ts';
import type { HourStore } from '../../src/ports/hour-store.ts';
import { startAzurite } from '../support/azurite.ts';
import { makeHistorySummary, makeHourSummary, makeLogSummary } from '../support/make-hour.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let tables = 0;

/** A store, the clock it looks at, and when it says that its rows were written. */
interface StoreWithTimes {
  readonly store: HourStore;
  readonly clock: { nowMs: number };
  rowTimesMs(): Promise<readonly number[]>;
}

const stores: Readonly<Record<string, () => StoreWithTimes>> = {
  memory: () => {
    const clock = { nowMs: 1_795_302_000_000 };
    return { store: memoryHourStore({ now: () => clock.nowMs }), clock, rowTimesMs: async () => [clock.nowMs] };
  },
  Azurite: () => {
    const table = clients.tableClient(`KnockwatchHours${++tables}`);
    const rowTimesMs = async () => {
      const times: number[] = [];
      for await (const row of table.listEntities()) times.push(Date.parse(row.timestamp ?? ''));
      return times;
    };
    const clock = { nowMs: 0 };
    return { store: azureHourStore(table, { now: () => clock.nowMs }), clock, rowTimesMs };
  },
};
const day = '20261121';
const { hour } = makeHourSummary();
const anHourMs = 3_600_000;
const endOfTimeMs = 8.64e15;
const bytes = (length: number) => new Uint8Array(randomBytes(length));
const partsOf = (version: string, count: number) =>
  Array.from({ length: count }, (_, index) => new Uint8Array(Buffer.from(`${version} ${index}`)));

/** Writes an hour whose every part tells its version, in place of what is there. */
async function write(store: HourStore, fields: Partial<HourSummary>): Promise<'committed' | 'conflict'> {
  const summary = makeHourSummary(fields);
  const replaces = (await store.readHourSummary(summary.hour))?.version ?? null;
  return store.writeHour(summary, partsOf(summary.version, summary.rows), replaces);
}

/** Deletes orphans when all rows are older than an hour. */
function orphansDeleted({ store, clock }: StoreWithTimes): Promise<number> {
  clock.nowMs = endOfTimeMs;
  return store.deleteOrphans(day, anHourMs);
}

/** What a reader finds: the version of the summary with the texts of its parts. */
async function read(store: HourStore, ofHour = hour): Promise<readonly [string, readonly string[] | null] | null> {
  const summary = (await store.readHourSummary(ofHour))?.value;
  if (summary === undefined) return null;
  const parts = await store.readHourFacts(summary);
  return [summary.version, parts?.map((part) => Buffer.from(part).toString()) ?? null];
}

for (const [name, newStore] of Object.entries(stores)) {
  describe(`HourStore over ${name}`, () => {
    test('reads nothing where nothing was written', async () => {
      const stored = newStore();
      const { store } = stored;
      assert.equal(await store.readHourSummary(hour), null);
      assert.deepEqual(await store.readDaySummaries(day), []);
      assert.equal(await store.readHourFacts(makeHourSummary()), null);
      assert.equal(await store.readHistorySummary(day), null);
      assert.equal(await store.readHistory(makeHistorySummary()), null);
      assert.deepEqual([await orphansDeleted(stored), await store.deleteDay(day)], [0, 0]);
    });

    test('gives back an hour: every field of its summary, and facts of 900 KiB a row in their order', async () => {
      const { store } = newStore();
      const summary = makeHourSummary({ rows: 3 });
      const facts = [bytes(900 * 1024), bytes(1), bytes(900 * 1024)];
      assert.equal(await store.writeHour(summary, facts, null), 'committed');
      assert.deepEqual((await store.readHourSummary(hour))?.value, summary);
      assert.deepEqual(await store.readHourFacts(summary), facts);
    });

    test('keeps more than nine rows in their order', async () => {
      const { store } = newStore();
      await write(store, { version: 'many', rows: 12 });
      assert.deepEqual(await read(store), ['many', Array.from({ length: 12 }, (_, index) => `many ${index}`)]);
    });

    test('gives back a summary of 2,000 flow logs with 20 targets each', async () => {
      const { store } = newStore();
      const targets = () => Array.from({ length: 20 }, () => `${randomBytes(6).toString('hex')} 10.0.0.${randomBytes(1)[0]}`);
      const logs = Array.from({ length: 2000 }, () => makeLogSummary({ targets: targets() }));
      assert.equal(await store.writeHour(makeHourSummary({ logs }), [bytes(1)], null), 'committed');
      assert.deepEqual((await store.readHourSummary(hour))?.value.logs, logs);
    });

    test('gives back an hour without facts and flow logs', async () => {
      const { store } = newStore();
      const summary = makeHourSummary({ rows: 0, logs: [] });
      await store.writeHour(summary, [], null);
      assert.deepEqual((await store.readHourSummary(hour))?.value, summary);
      assert.deepEqual(await store.readHourFacts(summary), []);
    });

    test('creates an hour only where there is none, and replaces it only in the version that was read', async () => {
      const { store } = newStore();
      assert.equal(await store.writeHour(makeHourSummary({ version: 'a' }), partsOf('a', 1), null), 'committed');
      assert.equal(await store.writeHour(makeHourSummary({ version: 'b' }), partsOf('b', 1), null), 'conflict');
      const version = (await store.readHourSummary(hour))?.version ?? null;
      assert.equal(await store.writeHour(makeHourSummary({ version: 'c' }), partsOf('c', 1), version), 'committed');
      assert.equal(await store.writeHour(makeHourSummary({ version: 'd' }), partsOf('d', 1), version), 'conflict');
      assert.deepEqual(await read(store), ['c', ['c 0']]);
    });

    test('tells a conflict where the summary that is to be replaced is gone', async () => {
      const { store } = newStore();
      await write(store, { version: 'a' });
      const version = (await store.readHourSummary(hour))?.version ?? null;
      await store.deleteDay(day);
      assert.equal(await store.writeHour(makeHourSummary({ version: 'b' }), partsOf('b', 1), version), 'conflict');
      assert.equal(await store.readHourSummary(hour), null);
      assert.equal(await store.deleteDay(day), 0, 'nothing of the loser is left');
    });

    test('lets one of five writers at once win, and shows whoever reads meanwhile the old facts or the new', async () => {
      const stored = newStore();
      const { store } = stored;
      await write(store, { version: 'old', rows: 3 });
      const replaces = (await store.readHourSummary(hour))?.version ?? null;
      const versions = ['a', 'b', 'c', 'd', 'e'];
      const writing = versions.map((version) =>
        store.writeHour(makeHourSummary({ version, rows: 4 }), partsOf(version, 4), replaces),
      );
      const reading = Array.from({ length: 10 }, () => read(store));
      const outcomes = await Promise.all(writing);
      const winner = versions[outcomes.indexOf('committed')] ?? '';
      assert.deepEqual(outcomes.toSorted(), ['committed', 'conflict', 'conflict', 'conflict', 'conflict']);
      const whole = [
        ['old', ['old 0', 'old 1', 'old 2']],
        [winner, [0, 1, 2, 3].map((index) => `${winner} ${index}`)],
      ];
      assert.deepEqual(await read(store), whole[1]);
      for (const found of await Promise.all(reading)) assert.ok(whole.some((one) => isDeepEqual(found, one)));
      assert.equal(await orphansDeleted(stored), 3, 'the rows of the old version; the losers took theirs away');
    });

    test('gives null where rows that the summary names are missing', async () => {
      const { store } = newStore();
      const summary = makeHourSummary({ rows: 3 });
      await store.writeHour(summary, partsOf('a', 2), null);
      assert.equal(await store.readHourFacts(summary), null);
      assert.equal(await store.readHourFacts(makeHourSummary({ version: 'never written' })), null);
    });

    test('keeps the rows of a replaced version readable until they are deleted as orphans', async () => {
      const stored = newStore();
      const { store } = stored;
      await write(store, { version: 'a', rows: 2 });
      const old = makeHourSummary({ version: 'a', rows: 2 });
      await write(store, { version: 'b', rows: 2 });
      assert.equal((await store.readHourFacts(old))?.length, 2);
      assert.equal(await orphansDeleted(stored), 2);
      assert.equal(await store.readHourFacts(old), null);
      assert.deepEqual(await read(store), ['b', ['b 0', 'b 1']]);
    });

    test('deletes as orphans only what is older than asked', async () => {
      const { store, clock, rowTimesMs } = newStore();
      await write(store, { version: 'a', rows: 2 });
      await write(store, { version: 'b', rows: 2 });
      const times = await rowTimesMs();
      clock.nowMs = Math.min(...times) + anHourMs;
      assert.equal(await store.deleteOrphans(day, anHourMs), 0);
      clock.nowMs = Math.max(...times) + anHourMs + 1;
      assert.equal(await store.deleteOrphans(day, anHourMs), 2);
    });

    test('never deletes a row that a summary names, nor a summary or a mark, however old', async () => {
      const stored = newStore();
      const { store } = stored;
      await write(store, { version: 'same' });
      await write(store, { version: 'same', hour: '2026112100' });
      await store.writeHistory(makeHistorySummary({ version: 'same', rows: 2 }), partsOf('history', 2), null);
      assert.equal(await orphansDeleted(stored), 0);
      assert.deepEqual(await read(store), ['same', ['same 0']]);
      assert.deepEqual(await read(store, '2026112100'), ['same', ['same 0']]);
      assert.deepEqual(await store.readHistory(makeHistorySummary({ version: 'same', rows: 2 })), partsOf('history', 2));
    });

    test('keeps a version that one hour names apart from the same version of another', async () => {
      const stored = newStore();
      const { store } = stored;
      await write(store, { version: 'same' });
      await write(store, { version: 'new' });
      await write(store, { version: 'same', hour: '2026112100' });
      assert.equal(await orphansDeleted(stored), 1);
      assert.deepEqual(await read(store, '2026112100'), ['same', ['same 0']]);
    });

    test('reads the summaries of a day, in the order of its hours, each with its version', async () => {
      const { store } = newStore();
      const hours = ['2026112123', '2026112100', '2026112009', '2026112112', '2026112200'];
      for (const ofHour of hours) await write(store, { hour: ofHour, version: `of ${ofHour}`, rows: 2 });
      await store.writeHistory(makeHistorySummary(), [bytes(1)], null);
      const found = await store.readDaySummaries(day);
      assert.deepEqual(
        found.map(({ value }) => value.hour),
        ['2026112100', '2026112112', '2026112123'],
      );
      for (const summary of found) assert.deepEqual(summary, await store.readHourSummary(summary.value.hour));
    });

    test('gives back a history, replaces it by version, and keeps days apart', async () => {
      const { store } = newStore();
      const [one, other] = [makeHistorySummary({ rows: 2 }), makeHistorySummary({ day: '20261122' })];
      const rows = [bytes(900 * 1024), bytes(70_000)];
      assert.equal(await store.writeHistory(one, rows, null), 'committed');
      assert.equal(await store.writeHistory(other, [bytes(5)], null), 'committed');
      const stored = await store.readHistorySummary(day);
      assert.deepEqual([stored?.value, await store.readHistory(one)], [one, rows]);
      const next = makeHistorySummary({ version: 'next', settingsHash: 'settings-2' });
      assert.equal(await store.writeHistory(next, [bytes(1)], null), 'conflict');
      assert.equal(await store.writeHistory(next, [bytes(1)], stored?.version ?? null), 'committed');
      assert.equal(await store.writeHistory(one, rows, stored?.version ?? null), 'conflict');
      assert.deepEqual((await store.readHistorySummary(day))?.value, next);
      assert.deepEqual((await store.readHistorySummary('20261122'))?.value, other);
    });

    test('deletes all 289 rows of a day and nothing of the next', async () => {
      const { store } = newStore();
      const hours = Array.from({ length: 24 }, (_, index) => `${day}${String(index).padStart(2, '0')}`);
      for (const ofHour of hours) {
        await write(store, { hour: ofHour, rows: 11 });
      }
      // 24 hours of 11 rows and a summary; the summary of a history without rows.
      await store.writeHistory(makeHistorySummary({ rows: 0 }), [], null);
      await write(store, { hour: '2026112200' });
      assert.equal(await store.deleteDay(day), 24 * 12 + 1);
      assert.deepEqual(await store.readDaySummaries(day), []);
      assert.equal(await store.readHistorySummary(day), null);
      assert.equal(await store.deleteDay(day), 0);
      assert.deepEqual(await read(store, '2026112200'), ['vA3_-', ['vA3_- 0']]);
    });

    test('keeps what was written apart from what the caller changes later', async () => {
      const { store } = newStore();
      const logs = [makeLogSummary()];
      const part = Uint8Array.from([1, 2, 3]);
      await store.writeHour(makeHourSummary({ logs }), [part], null);
      logs.length = 0;
      part.fill(9);
      (await store.readHourFacts(makeHourSummary()))?.[0]?.fill(8);
      assert.equal((await store.readHourSummary(hour))?.value.logs.length, 1);
      assert.deepEqual(await store.readHourFacts(makeHourSummary()), [Uint8Array.from([1, 2, 3])]);
    });
  });
}

function isDeepEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
