import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Digest } from '../../src/model/digest.ts';
import { Failure } from '../../src/model/failure.ts';
import { readDigest } from '../../src/pipeline/read-digest.ts';
import { rollUpHour } from '../../src/pipeline/roll-up-hour.ts';
import { raisePurgedThrough } from '../../src/pipeline/state-rows.ts';
import { type DigestWorld, digestDay, digestSettings, digestWorld } from '../support/digest-world.ts';
import { withFaults } from '../support/fault-ports.ts';
import { sampleRef } from '../support/sample-log.ts';
import { smallNetworkFiles } from '../support/small-network.ts';

const context = { countryDatabase: null, earlierBudgetMs: 60_000 };

/** The digest of the example day, and how often facts were read for it. */
async function read(
  world: DigestWorld,
  settings = digestSettings,
  day = digestDay,
): Promise<{ readonly digest: Digest; readonly readings: number }> {
  const { store, hours, state, incidents } = world.ports;
  const watched = withFaults({ store, hours, state, incidents });
  const digest = await readDigest({ ...world.ports, ...watched.ports }, settings, context, day);
  return { digest, readings: watched.calls.filter((call) => call === 'store.readHour' || call === 'hours.readHourFacts').length };
}

/** Another blob of the day, which came late: its first hour once more, of another network interface. */
async function addLateBlob({ product }: DigestWorld): Promise<void> {
  const ref = sampleRef('vnet-v4', 'account', '000D3A7F9999', '2026112109');
  product.ports.blobs.put(ref, smallNetworkFiles.first());
  await product.event(ref);
}

describe('readDigest()', () => {
  it('reads the facts of a day that is over once: made again it is the same', async () => {
    const world = await digestWorld();
    const first = await read(world);
    const again = await read(world);
    assert.deepEqual(again.digest, first.digest);
    assert.deepEqual([first.readings > 0, again.readings], [true, 0]);
  });

  it('counts a day anew when late records came, also once it was rolled up', async () => {
    const world = await digestWorld();
    for (const hour of ['2026112109', '2026112110'])
      await rollUpHour(world.product.ports, world.product.settings.watchedPorts, hour, world.product.clock.nowMs);
    const before = (await read(world)).digest.sums.denied.now;
    await addLateBlob(world);
    await rollUpHour(world.product.ports, world.product.settings.watchedPorts, '2026112109', world.product.clock.nowMs);
    const after = await read(world);
    // 24 denials on 3389, 5 on 23 and one on 161/udp in the hour of the file.
    assert.deepEqual([before, after.digest.sums.denied.now], [30, 60]);
  });

  it('counts a day anew under settings with other names or ports', async () => {
    const world = await digestWorld();
    await read(world);
    const watchedPorts = digestSettings.watchedPorts.filter(({ port }) => port !== 23);
    const { digest, readings } = await read(world, { ...digestSettings, version: 'other', watchedPorts });
    // Without the five knocks on telnet.
    assert.deepEqual([readings > 0, digest.sums.denied.now], [true, 25]);
  });

  it('counts a running day to the last record, and keeps nothing of it', async () => {
    const world = await digestWorld();
    world.product.clock.nowMs = Date.parse('2026-11-21T10:40:00Z');
    const { digest } = await read(world);
    assert.deepEqual([digest.day.isRunning, digest.sums.denied.now, digest.sums.letIn.now], [true, 30, 1]);
    await addLateBlob(world);
    assert.equal((await read(world)).digest.sums.denied.now, 60);
  });

  it('leaves earlier days for which there is no time unknown, and knows them the next time', async () => {
    const world = await digestWorld();
    const day = '2026-11-22';
    const hurried = await readDigest(world.ports, digestSettings, { ...context, earlierBudgetMs: -1 }, day);
    assert.deepEqual(hurried.lastDays.at(-2), { day: digestDay, data: 'unread', denied: null, letIn: null, sources: null });
    const { digest } = await read(world, digestSettings, day);
    assert.deepEqual(digest.lastDays.at(-2), { day: digestDay, data: 'partly', denied: 30, letIn: 1, sources: 6 });
  });

  it('knows days whose facts were given up by what was kept of them', async () => {
    const world = await digestWorld();
    const day = '2026-11-22';
    await read(world, digestSettings, day);
    await raisePurgedThrough(world.ports.state, '2026112123');
    await world.ports.store.deleteHour('2026112109');
    await world.ports.store.deleteHour('2026112110');
    const { digest } = await read(world, digestSettings, day);
    assert.equal(digest.lastDays.at(-2)?.denied, 30);
    assert.equal(digest.lastDays.at(-3)?.data, 'unread');
  });

  it('tells where rejected bytes lie', async () => {
    const { digest } = await read(await digestWorld());
    assert.deepEqual(
      digest.health.places.map(({ reason, hour, flowLog }) => [reason, hour, flowLog]),
      [
        ['malformed-tuple', '2026112110', 'flow log westeurope_shop-flowlog'],
        ['not-a-flow-log', '2026112110', 'flow log westeurope_shop-flowlog'],
      ],
    );
    assert.deepEqual([digest.health.rejected, digest.health.replayDays], [2, [digestDay]]);
  });

  it('goes without keeping anything where the account may only be read', async () => {
    const world = await digestWorld();
    const state = {
      ...world.ports.state,
      write: () => Promise.reject(new Failure('storage-refused', 'may only be read')),
    };
    const digest = await readDigest({ ...world.ports, state }, digestSettings, context, digestDay);
    assert.equal(digest.sums.denied.now, 30);
  });
});
