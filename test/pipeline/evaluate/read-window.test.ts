import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packHistory } from '../../../src/count/pack-history.ts';
import { makeDayHistory } from '../../../src/detect/history/make-day-history.ts';
import { noteEvaluated } from '../../../src/pipeline/evaluate/late-hours.ts';
import { readHistories } from '../../../src/pipeline/evaluate/read-histories.ts';
import { giveBack, readWindowHours, type WindowPorts, windowOf } from '../../../src/pipeline/evaluate/read-window.ts';
import { canonicalFacts } from '../../support/canonical-facts.ts';
import { logSummary } from '../../support/day-hours.ts';
import { denied, factsOf } from '../../support/facts-builder.ts';
import { makeHistorySummary } from '../../support/make-hour.ts';
import { type ProductWorld, productWorld } from '../../support/product-world.ts';
import { blobOf, sampleHour, sampleHourStartMs, sampleRecords, sampleRef } from '../../support/sample-log.ts';

const account = sampleRef('vnet-v4').account;
const macs = ['000D3A7F1340', '000D3A7F1341', '000D3A7F1342'];
const earlierHour = '2026112109';
const nowMs = sampleHourStartMs + 30 * 60_000;

/** A world with an hour that is over and the current one, of three NICs; what is read stays warm. */
async function twoHours(): Promise<ProductWorld & { readonly warmPorts: WindowPorts }> {
  const world = productWorld({ nowMs });
  for (const hour of [earlierHour, sampleHour]) for (const mac of macs) await grow(world, mac, hour, 3);
  return { ...world, warmPorts: { ...world.ports, warm: { hours: new Map(), histories: new Map() } } };
}

async function grow(world: ProductWorld, mac: string, hour: string, minutes: number): Promise<void> {
  const ref = sampleRef('vnet-v4', account, mac, hour);
  const seed = Number.parseInt(mac.slice(-2), 16);
  world.ports.blobs.put(ref, blobOf(sampleRecords('vnet-v4', { minutes, tuplesPerMinute: 10, seed })));
  await world.event(ref);
}

/** What hours tell, each for itself, in a form to compare. */
const told = (hours: Awaited<ReturnType<typeof readWindowHours>>) =>
  hours.map(({ hour, facts, fingerprint }) => ({ hour, fingerprint, facts: canonicalFacts(facts) }));
const roomOf = (hours: Awaited<ReturnType<typeof readWindowHours>>) => hours[0]?.room?.denied.buffer;

describe('readWindowHours() in a warm process', () => {
  it('gives what it gives in a cold one, whatever changed in between', async () => {
    const world = await twoHours();
    for (const minutes of [4, 9, 9, 30]) {
      await grow(world, macs[1] ?? '', minutes === 30 ? earlierHour : sampleHour, minutes);
      const warm = await readWindowHours(world.warmPorts, nowMs);
      assert.deepEqual(told(warm), told(await readWindowHours(world.ports, nowMs)));
      assert.deepEqual(
        canonicalFacts(windowOf(warm, {}, nowMs).facts).records,
        warm.reduce((sum, { facts }) => sum + facts.records, 0),
      );
      giveBack(warm);
    }
  });

  it('leaves what it gave before as it was, as long as that is not given back', async () => {
    const world = await twoHours();
    const first = await readWindowHours(world.warmPorts, nowMs);
    const before = told(first);
    for (const minutes of [4, 5]) {
      await grow(world, macs[0] ?? '', sampleHour, minutes);
      await readWindowHours(world.warmPorts, nowMs);
      assert.deepEqual(told(first), before);
    }
  });

  it('writes into the same memory once an evaluation is done with it', async () => {
    const world = await twoHours();
    const first = await readWindowHours(world.warmPorts, nowMs);
    const room = roomOf(first);
    await noteEvaluated(world.ports.state, first);
    await grow(world, macs[0] ?? '', sampleHour, 4);
    const second = await readWindowHours(world.warmPorts, nowMs);
    assert.ok(room !== undefined);
    assert.equal(roomOf(second), room);
    await grow(world, macs[0] ?? '', sampleHour, 5);
    assert.notEqual(roomOf(await readWindowHours(world.warmPorts, nowMs)), room);
  });

  it('keeps the hours of the last window alone', async () => {
    const { warmPorts } = await twoHours();
    await readWindowHours(warmPorts, nowMs - 24 * 3_600_000);
    await readWindowHours(warmPorts, nowMs);
    assert.equal(warmPorts.warm?.hours.size, 24);
    assert.equal([...(warmPorts.warm?.hours.keys() ?? [])].at(-1), sampleHour);
  });
});

describe('readHistories() in a warm process', () => {
  it("makes today's history again only where an hour of it, or what it depends on, changed", async () => {
    const world = await twoHours();
    const today = async (settings = world.detection) => {
      const hours = await readWindowHours(world.warmPorts, nowMs);
      const [history] = await readHistories(world.warmPorts, settings, hours, nowMs);
      giveBack(hours);
      return history;
    };
    const first = await today();
    assert.equal(await today(), first);
    const fewerPorts = { ...world.detection, watchedPorts: world.detection.watchedPorts.filter(({ port }) => port !== 22) };
    assert.notDeepEqual(await today(fewerPorts), first);
    assert.deepEqual(await today(), first);
    await grow(world, macs[2] ?? '', sampleHour, 8);
    assert.notDeepEqual(await today(), first);
  });

  it('takes of days that no finding but silence looks back on the hours alone, and keeps no others', async () => {
    const world = await twoHours();
    const write = async (day: string) => {
      const facts = factsOf([denied('10:00', '203.0.113.7', 'a', 22, { flows: 5 })]);
      const hours = [{ hour: `${day}10`, facts, logs: [logSummary('LOG', 'MAC', 5)] }];
      const rows = packHistory(makeDayHistory(day, hours, world.detection));
      await world.ports.hours.writeHistory(makeHistorySummary({ day, rows: rows.length }), rows, null);
    };
    // Thirteen, fourteen and sixteen days before today.
    for (const day of ['20261108', '20261107', '20261105']) await write(day);
    const read = async (ms: number) => {
      const hours = await readWindowHours(world.warmPorts, ms);
      const histories = await readHistories(world.warmPorts, world.detection, hours, ms);
      giveBack(hours);
      return new Map(histories.map((history) => [history.day, [history.hours.length, history.doors.length]]));
    };
    for (const _ of ['cold', 'warm']) {
      const today = await read(nowMs);
      assert.deepEqual(
        ['20261108', '20261107', '20261105'].map((day) => today.get(day)),
        [[1, 1], [1, 0], undefined],
      );
      assert.deepEqual([...(world.warmPorts.warm?.histories.keys() ?? [])].sort(), [
        '20261107',
        '20261108',
        '20261120',
        '20261121',
      ]);
    }
    assert.deepEqual((await read(nowMs - 24 * 3_600_000)).get('20261107'), [1, 1]);
  });
});
