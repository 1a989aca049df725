import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import { Failure } from '../../src/model/failure.ts';
import { readInstallation } from '../../src/pipeline/read-installation.ts';
import { raisePurgedThrough, readBackfillState, readSweepState } from '../../src/pipeline/state-rows.ts';
import type { SweepOutcome, SweepPorts } from '../../src/pipeline/sweep/account-sweep.ts';
import { sweepContainers } from '../../src/pipeline/sweep-containers.ts';
import { hourMs, hourOf, hourStartMs } from '../../src/read/hours.ts';
import { type IngestWorld, ingestWorld } from '../support/ingest-world.ts';
import { blobOf, sampleHour, sampleHourStartMs, sampleMac, sampleRecords, sampleRef } from '../support/sample-log.ts';

const account = sampleRef('vnet-v4').account;
const records = sampleRecords('vnet-v4', { minutes: 3, tuplesPerMinute: 4 });
/** The sample's records as those of another hour. */
const recordsOf = (hour: string): readonly string[] =>
  records.map((record) =>
    record.replaceAll(/2026-11-21T10/g, `${hour.slice(0, 4)}-${hour.slice(4, 6)}-${hour.slice(6, 8)}T${hour.slice(8)}`),
  );
const refOf = (hour: string, of = account) => sampleRef('vnet-v4', of, sampleMac, hour);
const hoursAgo = (nowMs: number, hours: number): string => hourOf(nowMs - hours * hourMs);

interface SweepWorld extends IngestWorld {
  readonly state: SweepPorts['state'];
  /** Real milliseconds that pass at each reading of the wall clock. */
  readonly wall: { nowMs: number; stepMs: number };
  sweep(accounts?: readonly string[], ports?: Partial<SweepPorts>, retentionDays?: number): Promise<SweepOutcome>;
  put(hour: string, of?: string): void;
  recordsIn(hour: string): Promise<number>;
}

function sweepWorld(): SweepWorld {
  const world = ingestWorld();
  const state = memoryStateStore();
  const wall = { nowMs: 0, stepMs: 0 };
  const wallClock = { now: () => (wall.nowMs += wall.stepMs) };
  return {
    ...world,
    state,
    wall,
    sweep: (accounts = [account], ports = {}, retentionDays = 2) =>
      sweepContainers({ ...world.ports, state, wallClock, ...ports }, { ...world.settings, retentionDays }, accounts),
    put: (hour, of = account) => world.blobs.put(refOf(hour, of), blobOf(recordsOf(hour))),
    recordsIn: async (hour) => (await world.counts(hour)).records,
  };
}

describe('sweepContainers()', () => {
  it('reads what no event told, and nothing twice', async () => {
    const world = sweepWorld();
    world.put(sampleHour);
    assert.deepEqual([(await world.sweep()).behind, (await world.sweep()).behind], [1, 0]);
    assert.equal(await world.recordsIn(sampleHour), records.length);
  });

  it('an hour is complete two hours after its end; an outage of thirty hours is caught up whole', async () => {
    const world = sweepWorld();
    world.put(sampleHour);
    await world.sweep();
    world.clock.nowMs += 30 * hourMs;
    const during = Array.from({ length: 30 }, (_, i) => hourOf(sampleHourStartMs + (i + 1) * hourMs));
    for (const hour of during) world.put(hour);
    const outcome = await world.sweep();
    assert.equal(outcome.behind, 30);
    for (const hour of during) assert.equal(await world.recordsIn(hour), records.length, hour);
    const { value } = await readSweepState(world.state, account);
    // Now is the start of an hour: the hour that ended two hours ago is complete, the one behind it is not.
    assert.equal(value?.completeThroughHour, hoursAgo(world.clock.nowMs, 3));
  });

  it('an hour in which something failed stays open, and the ones behind it wait for it', async () => {
    const world = sweepWorld();
    await world.sweep();
    world.put(sampleHour);
    world.put(hourOf(sampleHourStartMs + hourMs));
    world.clock.nowMs += 8 * hourMs;
    const readRange: SweepPorts['blobs']['readRange'] = async (ref, ...range) => {
      if (ref.path === refOf(sampleHour).path) throw new Failure('storage-unavailable', 'no answer', { retryable: true });
      return world.ports.blobs.readRange(ref, ...range);
    };
    const failing = await world.sweep([account], { blobs: { ...world.ports.blobs, readRange } });
    assert.deepEqual([failing.behind, failing.ingested, failing.failed], [2, 1, 1]);
    assert.ok(((await readSweepState(world.state, account)).value?.completeThroughHour ?? '') < sampleHour);
    assert.equal((await world.sweep()).ingested, 1);
    assert.ok(((await readSweepState(world.state, account)).value?.completeThroughHour ?? '') > sampleHour);
  });

  it('once a day the last week is listed again: a blob that came late is read', async () => {
    const world = sweepWorld();
    world.put(sampleHour);
    await world.sweep();
    world.clock.nowMs += 12 * hourMs;
    await world.sweep();
    const late = hoursAgo(sampleHourStartMs, 50);
    world.put(late);
    world.clock.nowMs += hourMs / 4;
    await world.sweep();
    assert.equal(await world.recordsIn(late), 0, 'the same day it is not looked for');
    world.clock.nowMs += 24 * hourMs;
    await world.sweep();
    assert.equal(await world.recordsIn(late), records.length);
  });

  it('on first start the retained past is read, live hours first, newest first, and goes on where it was stopped', async () => {
    const world = sweepWorld();
    const past = [1, 5, 20, 40, 47].map((ago) => hoursAgo(world.clock.nowMs, ago));
    const beyond = hoursAgo(world.clock.nowMs, 49);
    for (const hour of [...past, beyond]) world.put(hour);
    world.wall.stepMs = 10_000;
    const read: string[] = [];
    const readCursors: SweepPorts['store']['readCursors'] = (hour) => {
      read.push(hour);
      return world.ports.store.readCursors(hour);
    };
    const store = { ...world.ports.store, readCursors };
    const first = await world.sweep([account], { store });
    // 180 seconds at 10 a reading of the clock: one reading to begin, seventeen hours after it.
    assert.equal(first.backfilled, 17);
    assert.deepEqual(
      read.slice(0, 3),
      [0, 1, 2].map((ago) => hoursAgo(world.clock.nowMs, ago)),
    );
    assert.deepEqual(
      read.slice(3, 6),
      [3, 4, 5].map((ago) => hoursAgo(world.clock.nowMs, ago)),
    );
    let left = first.backfillLeft;
    for (let sweeps = 0; left > 0 && sweeps < 5; sweeps++) left = (await world.sweep()).backfillLeft;
    assert.equal(left, 0);
    for (const hour of past) assert.equal(await world.recordsIn(hour), records.length, hour);
    assert.equal(await world.recordsIn(beyond), 0);
    assert.equal((await world.sweep()).backfilled, 0);
  });

  it('a flow log counts as installed when it was first listed', async () => {
    const world = sweepWorld();
    world.put(sampleHour);
    await world.sweep();
    const firstMs = world.clock.nowMs;
    world.clock.nowMs += 5 * hourMs;
    await world.sweep();
    assert.deepEqual(Object.values((await readInstallation(world.state)).installation), [firstMs]);
  });

  it('hours whose facts were given up are refused, however they come', async () => {
    const world = sweepWorld();
    const old = hoursAgo(world.clock.nowMs, 20 * 24);
    await raisePurgedThrough(world.ports.state, old);
    await raisePurgedThrough(world.ports.state, hoursAgo(hourStartMs(old), 5));
    world.put(old);
    world.put(hoursAgo(hourStartMs(old), 1));
    assert.equal((await world.ingest(refOf(old))).kind, 'expired');
    assert.equal((await world.ingest(refOf(hoursAgo(hourStartMs(old), 1)))).kind, 'expired');
    assert.equal(await world.recordsIn(old), 0);
  });

  it('several accounts are swept each by itself: one that does not answer keeps no other from being read', async () => {
    const world = sweepWorld();
    const other = 'other.blob.core.windows.net';
    world.put(sampleHour);
    world.put(sampleHour, other);
    const listFlowLogs: SweepPorts['blobs']['listFlowLogs'] = async (of, container) => {
      if (of === account) throw new Failure('storage-refused', 'not allowed');
      return world.ports.blobs.listFlowLogs(of, container);
    };
    const outcome = await world.sweep([account, other], { blobs: { ...world.ports.blobs, listFlowLogs } });
    assert.deepEqual([outcome.ingested, outcome.failed], [1, 1]);
    assert.equal((await world.sweep([account, other])).ingested, 1);
    assert.notEqual((await readBackfillState(world.state, other)).value, null);
  });
});
