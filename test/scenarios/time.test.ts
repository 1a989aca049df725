/** Hours, outages and retention: what holds over days, in memory, each of the app's functions a call. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLateHours } from '../../src/pipeline/state-rows.ts';
import { hourMs, hourOf, hourStartMs } from '../../src/read/hours.ts';
import { plainCount } from '../support/plain-count.ts';
import { type ProductWorld, productWorld } from '../support/product-world.ts';
import { blobOf, recordText, sampleHourStartMs, sampleMac, sampleRecords, sampleRef } from '../support/sample-log.ts';

const startMs = sampleHourStartMs;
const refOf = (hour: string) => sampleRef('nsg-v2', undefined, sampleMac, hour);
const telnet = 'DefaultRule_DenyAllInBound';

/** A record at a time with these tuples, `{source} {port} A|D`, each `flows` times. */
function recordAt(atMs: number, tuples: readonly string[]): string {
  const byRule = Map.groupBy(tuples, (tuple) => (tuple.endsWith('A') ? 'UserRule_admin' : telnet));
  const text = (tuple: string): string => {
    const [source, port, decision] = tuple.split(' ');
    return `${Math.floor(atMs / 1000)},${source},10.1.0.4,50000,${port},T,I,${decision},${decision === 'A' ? 'E,9,900,8,800' : 'B,,,,'}`;
  };
  return recordText('nsg-v2', atMs + 5000, new Map([...byRule].map(([rule, of]) => [rule, of.map(text)])));
}

const background = (atMs: number): string => recordAt(atMs, ['20.9.8.7 23 D', '21.9.8.7 23 D', '22.9.8.7 445 D']);
const breakIn = (atMs: number): readonly string[] => [
  recordAt(
    atMs,
    Array.from({ length: 25 }, () => '45.1.2.3 3389 D'),
  ),
  recordAt(atMs + 300_000, ['45.1.2.3 3389 A']),
];

/** Writes an hour's blob whole. */
function write(world: ProductWorld, hour: string, records: readonly string[]): void {
  world.ports.blobs.put(refOf(hour), blobOf(records));
}

/** Lets hours pass: each is written as it ends; evaluation every ten minutes, the sweep every half hour, where they run at all. */
async function pass(
  world: ProductWorld,
  hours: number,
  runs: { readonly sweep: boolean; readonly evaluate: boolean },
  recordsOf = (ms: number) => [background(ms)],
): Promise<void> {
  for (let i = 0; i < hours * 6; i++) {
    const hourStart = hourStartMs(hourOf(world.clock.nowMs));
    write(world, hourOf(world.clock.nowMs), recordsOf(hourStart));
    if (i % 3 === 0 && runs.sweep) await world.sweep();
    if (runs.evaluate) await world.evaluate();
    world.clock.nowMs += 600_000;
  }
}

const both = { sweep: true, evaluate: true };
const posts = (world: ProductWorld) => world.notifier.messages.filter(({ threadTs }) => threadTs === null);

describe('an outage', () => {
  for (const [what, runs] of [
    ['of the sweep (and of events)', { sweep: false, evaluate: true }],
    ['of the sweep and of evaluation', { sweep: false, evaluate: false }],
  ] as const) {
    it(`of 30 hours ${what} is caught up whole, and a breakthrough in its first hours is told, once`, async () => {
      const world = productWorld();
      await pass(world, 3, both);
      const firstMs = world.clock.nowMs;
      const broken = hourOf(firstMs + hourMs);
      const recordsOf = (ms: number): readonly string[] =>
        hourOf(ms) === broken ? [background(ms), ...breakIn(ms)] : [background(ms)];
      await pass(world, 30, runs, recordsOf as (ms: number) => string[]);
      assert.equal(posts(world).length, 0);
      await pass(world, 3, both);
      const told = posts(world);
      assert.deepEqual(
        told.map(({ notification }) => notification.severity),
        ['critical'],
      );
      assert.match(told[0]?.notification.text ?? '', /45\.1\.2\.3/);
      for (let ms = startMs; ms < world.clock.nowMs - hourMs; ms += hourMs) {
        const expected = recordsOf(hourStartMs(hourOf(ms)));
        const truth = plainCount(hourOf(ms) === broken ? expected : [background(ms)], world.settings.watchedPorts, () => 'NL');
        assert.deepEqual(await world.counts(hourOf(ms)), { ...truth, rejected: 0 }, hourOf(ms));
      }
      assert.deepEqual(Object.keys((await readLateHours(world.ports.state)).value?.hours ?? {}), []);
      await pass(world, 30, both);
      assert.equal(posts(world).length, 1, 'nothing is told again');
    });
  }

  it('of evaluation alone: what happened in the meantime is told once it runs again', async () => {
    const world = productWorld();
    await pass(world, 3, both);
    const broken = hourOf(world.clock.nowMs + hourMs);
    await pass(world, 30, { sweep: true, evaluate: false }, (ms) =>
      hourOf(ms) === broken ? [background(ms), ...breakIn(ms)] : [background(ms)],
    );
    await pass(world, 2, both);
    assert.equal(posts(world).length, 1);
  });
});

describe('late hours', () => {
  it('a blob that comes two days late is counted, rolled up, and what it holds is told', async () => {
    const world = productWorld();
    await pass(world, 2, both);
    const late = hourOf(world.clock.nowMs);
    world.clock.nowMs += hourMs;
    await pass(world, 48, both);
    write(world, late, [background(hourStartMs(late)), ...breakIn(hourStartMs(late))]);
    await pass(world, 30, both);
    assert.equal((await world.counts(late)).records, 3);
    assert.equal(posts(world).length, 1);
  });

  it('what happened before the installation is counted, and not told', async () => {
    const world = productWorld();
    const before = hourOf(startMs - 40 * hourMs);
    write(world, before, [background(hourStartMs(before)), ...breakIn(hourStartMs(before))]);
    await pass(world, 4, both);
    assert.equal((await world.counts(before)).records, 3);
    assert.equal(posts(world).length, 0);
  });
});

describe('roll-up', () => {
  it('hours read from their rolled-up rows equal those read from the streams', async () => {
    const world = productWorld();
    const records = sampleRecords('nsg-v2', { minutes: 20, tuplesPerMinute: 30 });
    write(world, hourOf(startMs), records);
    await pass({ ...world, ports: { ...world.ports, blobs: { ...world.ports.blobs, put: () => {} } } }, 3, both);
    const summary = await world.ports.hours.readHourSummary(hourOf(startMs));
    assert.equal(summary?.value.logs.length, 1);
    assert.deepEqual(await world.counts(hourOf(startMs)), {
      ...plainCount(records, world.settings.watchedPorts, () => 'NL'),
      rejected: 0,
    });
  });

  it('an hour that changes is rolled again, and its day’s history with it', async () => {
    const world = productWorld({ nowMs: startMs });
    await pass(world, 28, both);
    const hour = hourOf(startMs + hourMs);
    const day = hour.slice(0, 8);
    const before = await world.ports.hours.readHistorySummary(day);
    assert.notEqual(before, null);
    write(world, hour, [background(hourStartMs(hour)), background(hourStartMs(hour) + 60_000)]);
    await world.event(refOf(hour));
    await pass(world, 1, both);
    const after = await world.ports.hours.readHistorySummary(day);
    assert.notEqual(after?.value.version, before?.value.version);
    assert.equal((await world.counts(hour)).records, 2);
  });
});

describe('retention', () => {
  it('whole days older than it go, hours and cursors alike, and nothing is counted a second time', async () => {
    const world = productWorld({ retentionDays: 15 });
    await pass(world, 2, both);
    const old = hourOf(startMs);
    assert.equal((await world.counts(old)).records, 1);
    world.clock.nowMs = startMs + 17 * 24 * hourMs;
    await world.purge();
    assert.deepEqual((await world.ports.store.readHour(old)).cursors, []);
    assert.equal(await world.ports.hours.readHourSummary(old), null);
    assert.equal((await world.event(refOf(old))).kind, 'expired');
    assert.deepEqual((await world.ports.store.readHour(old)).cursors, []);
  });
});
