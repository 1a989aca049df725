import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MemoryMessage } from '../../src/adapters/memory/memory-notifier.ts';
import { hasChart } from '../../src/message/digest/chart-block.ts';
import { readMemory } from '../../src/pipeline/digest/digest-rows.ts';
import { type DigestWorld, digestSettings, digestWorld, overBudget } from '../support/digest-world.ts';
import { isReading } from '../support/fault-points.ts';
import { withFaults } from '../support/fault-ports.ts';
import { sampleMac, sampleRef } from '../support/sample-log.ts';
import { smallNetworkFiles } from '../support/small-network.ts';

const hourMs = 3_600_000;

/** `post digest-2026-11-21:1`, `reply digest-2026-11-21:2 in 1`. */
const told = ({ entryId, threadTs }: MemoryMessage): string =>
  threadTs === null ? `post ${entryId}` : `reply ${entryId} in ${threadTs}`;
const whole = ['post digest-2026-11-21:1', 'reply digest-2026-11-21:2 in 1', 'reply digest-2026-11-21:3 in 1'];
const refusal = { takesEffect: false, outcome: { kind: 'permanent', code: 'invalid_blocks', detail: 'refused' } } as const;

async function announcedScore({ ports }: DigestWorld): Promise<number | null | undefined> {
  return (await ports.incidents.read(overBudget.finding, overBudget.key))?.value.announced?.score;
}

describe('runDigest()', () => {
  it('sends the digest of yesterday at its hour, with its details in the thread, and not again in later hours', async () => {
    const world = await digestWorld();
    for (let hour = 0; hour < 5; hour++) {
      await world.tick();
      world.product.clock.nowMs += hourMs;
    }
    assert.deepEqual(world.notifier.messages.map(told), whole);
    assert.deepEqual([...new Set(world.notifier.messages.map(({ posted }) => posted.channelId))], ['C0DIGEST']);
    assert.match(world.notifier.messages[0]?.notification.text ?? '', /^Daily digest of Saturday 21 November 2026: /);
  });

  it('waits for the hour by the clocks of the zone', async () => {
    const world = await digestWorld();
    const tokyo = { ...digestSettings, digest: { hour: 18, timeZone: 'Asia/Tokyo' } };
    // 08:00 UTC is 17:00 in Tokyo.
    await world.tick(world.ports, tokyo);
    assert.deepEqual(world.notifier.messages, []);
    world.product.clock.nowMs += hourMs;
    await world.tick(world.ports, tokyo);
    assert.equal(world.notifier.messages.length, 3);
  });

  it('waits until the last records of the day have come, where it is to come at midnight', async () => {
    const world = await digestWorld();
    const atMidnight = { ...digestSettings, digest: { hour: 0, timeZone: 'UTC' } };
    world.product.clock.nowMs = Date.parse('2026-11-22T00:00:00Z');
    await world.tick(world.ports, atMidnight);
    assert.deepEqual(world.notifier.messages, []);
    world.product.clock.nowMs += hourMs;
    await world.tick(world.ports, atMidnight);
    assert.equal(world.notifier.messages.length, 3);
  });

  it('sends one a day', async () => {
    const world = await digestWorld();
    await world.tick();
    world.product.clock.nowMs += 24 * hourMs;
    await world.tick();
    assert.deepEqual(world.notifier.messages.slice(3).map(told), [
      'post digest-2026-11-22:1',
      'reply digest-2026-11-22:2 in 4',
      'reply digest-2026-11-22:3 in 4',
    ]);
    assert.match(world.notifier.messages[3]?.notification.text ?? '', /There are no records of 2026-11-22/);
  });

  it('goes on the next day with what Slack did not take', async () => {
    const world = await digestWorld();
    const down = {
      takesEffect: false,
      outcome: { kind: 'retry', code: 'http_503', afterMs: 20 * hourMs, mayHaveArrived: false },
    } as const;
    world.notifier.failNext(down);
    await world.tick();
    assert.deepEqual(world.notifier.messages, []);
    world.product.clock.nowMs += 24 * hourMs;
    await world.tick();
    assert.deepEqual(world.notifier.messages.map(told).slice(-3), [
      'post digest-2026-11-21:1',
      'reply digest-2026-11-21:2 in 4',
      'reply digest-2026-11-21:3 in 4',
    ]);
  });

  it('counts what was over budget as told, with the score that the digest told', async () => {
    const world = await digestWorld();
    assert.equal(await announcedScore(world), 50);
    await world.tick();
    assert.equal(await announcedScore(world), 61);
    assert.equal((await world.ports.incidents.read(overBudget.finding, overBudget.key))?.value.announced?.byDigest, true);
  });
});

describe('sendDigest() again', () => {
  it('edits what was sent', async () => {
    const world = await digestWorld();
    await world.tick();
    world.product.clock.nowMs += hourMs;
    await world.sendAgain();
    assert.deepEqual(world.notifier.messages.map(told), whole);
    assert.deepEqual(
      world.notifier.messages.map(({ edits }) => edits),
      [1, 1, 1],
    );
  });

  it('posts anew, with its thread, what somebody deleted', async () => {
    const world = await digestWorld();
    await world.tick();
    world.notifier.failNext({ takesEffect: false, outcome: { kind: 'post-anew', code: 'message_not_found' } });
    world.product.clock.nowMs += hourMs;
    await world.sendAgain();
    assert.deepEqual(
      world.notifier.messages.slice(3).map(told),
      whole.map((line) => line.replace('in 1', 'in 4')),
    );
  });

  it('remembers the settings of the digest before, however often a day is sent', async () => {
    const world = await digestWorld();
    await world.tick();
    world.product.clock.nowMs += 24 * hourMs;
    const changed = { ...digestSettings, version: 'changed1' };
    await world.tick(world.ports, changed);
    await world.sendAgain(world.ports, changed);
    const { last, before } = await readMemory(world.ports.state);
    assert.deepEqual(
      [last?.settings.version, last?.day, before?.settings.version, before?.day],
      ['changed1', '2026-11-22', 'test0001', '2026-11-21'],
    );
    const context = JSON.stringify(world.notifier.messages[3]?.notification.blocks);
    assert.match(context, /Settings changed1, changed since the last digest \(test0001\)/);
  });
});

describe("Slack's chart", () => {
  it('goes without where Slack refuses it, which is remembered', async () => {
    const world = await digestWorld();
    await seedDays(world, 3);
    world.notifier.failNext(refusal);
    await world.tick();
    assert.deepEqual(world.notifier.messages.map(told), whole);
    assert.equal(hasChart(world.notifier.messages[0]?.notification.blocks ?? []), false);
    world.product.clock.nowMs += hourMs;
    await world.sendAgain();
    assert.equal(world.notifier.calls.filter((call) => call === 'post').length, 2);
    assert.equal(hasChart(world.notifier.messages[0]?.notification.blocks ?? []), false);
  });

  it('is tried where Slack was not asked yet', async () => {
    const world = await digestWorld();
    await seedDays(world, 3);
    await world.tick();
    assert.equal(hasChart(world.notifier.messages[0]?.notification.blocks ?? []), true);
  });

  it('is not blamed for blocks that are refused without it', async () => {
    const world = await digestWorld();
    await seedDays(world, 3);
    world.notifier.failNext(refusal, refusal);
    await world.tick();
    assert.deepEqual(world.notifier.messages, []);
    const outcome = await world.sendAgain();
    assert.deepEqual([outcome.failed, world.notifier.messages.length], [[], 3]);
  });
});

/** Records of the days before: of the sample's hour, so that there is something to draw. */
async function seedDays({ product }: DigestWorld, days: number): Promise<void> {
  for (let ago = 1; ago <= days; ago++) {
    const ref = sampleRef('vnet-v4', 'account', sampleMac, `202611${21 - ago}09`);
    product.ports.blobs.put(ref, smallNetworkFiles.first());
    await product.event(ref);
  }
}

describe('a digest that is disturbed', () => {
  const ofDigest = ({ ports: { state, incidents, notifier } }: DigestWorld) => ({ state, incidents, notifier });

  it('is there once and whole whatever call fails, or ends the process, before or after it took effect', async () => {
    const undisturbed = await digestWorld();
    const counting = withFaults(ofDigest(undisturbed));
    await undisturbed.tick({ ...undisturbed.ports, ...counting.ports });
    assert.ok(counting.calls.includes('notifier.post') && counting.calls.includes('state.write'));
    for (const [i, call] of counting.calls.entries()) {
      const troubles = isReading(call) ? (['before'] as const) : (['before', 'after', 'ends-before', 'ends-after'] as const);
      for (const how of troubles) {
        const world = await digestWorld();
        const faulty = withFaults(ofDigest(world), [{ at: i + 1, how }]);
        for (let run = 0; run < 3; run++) {
          await world.tick({ ...world.ports, ...faulty.ports }).catch(() => faulty.restart());
          world.product.clock.nowMs += hourMs;
        }
        assert.deepEqual(world.notifier.messages.map(told), whole, `${how} at call ${i + 1}, ${call}`);
        assert.equal(await announcedScore(world), 61, `${how} at call ${i + 1}, ${call}`);
      }
    }
  });

  it('without leave to look is repeated only where the answer to a message was lost', async () => {
    const counting = withFaults(ofDigest(await digestWorld({ mayLook: false })));
    const first = await digestWorld({ mayLook: false });
    await first.tick({ ...first.ports, ...counting.ports });
    for (const [i, call] of counting.calls.entries()) {
      if (isReading(call)) continue;
      const world = await digestWorld({ mayLook: false });
      const faulty = withFaults(ofDigest(world), [{ at: i + 1, how: 'ends-after' }]);
      for (let run = 0; run < 3; run++) {
        await world.tick({ ...world.ports, ...faulty.ports }).catch(() => faulty.restart());
        world.product.clock.nowMs += hourMs;
      }
      const wasSent = call === 'notifier.post' || call === 'notifier.reply';
      const sent = world.notifier.messages.length;
      assert.ok(
        sent === 3 || (sent === 4 && (wasSent || isAfterSending(counting.calls, i))),
        `${sent} messages after ${call} (${i + 1})`,
      );
    }
  });

  it('is sent once where two instances act at the same time', async () => {
    const world = await digestWorld();
    await Promise.allSettled([world.tick(), world.tick(), world.tick()]);
    world.product.clock.nowMs += hourMs;
    await world.tick();
    assert.deepEqual(world.notifier.messages.map(told).sort(), whole);
  });
});

/** The step after a message, in which that it was sent is written down. */
const isAfterSending = (calls: readonly string[], at: number): boolean =>
  calls.slice(Math.max(0, at - 2), at).some((call) => call === 'notifier.post' || call === 'notifier.reply');
