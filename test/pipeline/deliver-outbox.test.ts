import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type MemoryFault, memoryNotifier } from '../../src/adapters/memory/memory-notifier.ts';
import type { OutboxEntry } from '../../src/model/incident.ts';
import { pauseMs } from '../../src/pipeline/deliver/record-delivery.ts';
import { endingStore, makeEntry, makeNotification, makeOutboxWorld } from '../support/outbox-world.ts';

const minute = 60_000;
const retryLater: MemoryFault = {
  takesEffect: false,
  outcome: { kind: 'retry', code: 'ECONNREFUSED', afterMs: null, mayHaveArrived: false },
};
const lostAnswer: MemoryFault = {
  takesEffect: true,
  outcome: { kind: 'retry', code: 'timeout', afterMs: null, mayHaveArrived: true },
};
const rateLimited = (afterMs: number): MemoryFault => ({
  takesEffect: false,
  outcome: { kind: 'retry', code: 'ratelimited', afterMs, mayHaveArrived: false },
});
const badToken: MemoryFault = {
  takesEffect: false,
  outcome: { kind: 'permanent', code: 'invalid_auth', detail: 'check the token' },
};
const cannotEdit: MemoryFault = { takesEffect: false, outcome: { kind: 'post-anew', code: 'edit_window_closed' } };
const diesAfterwards: MemoryFault = { takesEffect: true, outcome: 'throw' };

test('deliverOutbox() sends a post, writes it down and makes it the message of its incident', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post')] });
  const notifier = memoryNotifier();
  assert.deepEqual(await world.deliver(notifier), { sent: 1, found: 0, failed: [], waiting: 0, ranOut: false });
  const { posted, outbox } = await world.incident('a');
  assert.deepEqual(posted, { channelId: 'C0ALERTS', ts: '1' });
  assert.deepEqual(outbox[0]?.delivery, { step: 'sent', channelId: 'C0ALERTS', ts: '1', atMs: world.nowMs });
  assert.deepEqual(await world.deliver(notifier), { sent: 0, found: 0, failed: [], waiting: 0, ranOut: false });
  assert.equal(notifier.messages.length, 1);
});

test('deliverOutbox() sends post, replies and edit in this order, replies and edit to the message posted', async () => {
  const entries = [makeEntry('a:4', 'edit'), makeEntry('a:3', 'reply'), makeEntry('a:2', 'reply'), makeEntry('a:1', 'post')];
  const world = await makeOutboxWorld({ a: entries });
  const notifier = memoryNotifier();
  await world.deliver(notifier);
  assert.deepEqual(notifier.calls, ['post', 'reply', 'reply', 'edit']);
  assert.deepEqual(
    notifier.messages.map(({ entryId, threadTs, notification }) => [entryId, threadTs, notification.text]),
    [
      ['a:1', null, 'a:4'],
      ['a:2', '1', 'a:2'],
      ['a:3', '1', 'a:3'],
    ],
  );
});

test('deliverOutbox() sends of several edits only the newest', async () => {
  const edits = [makeEntry('a:2', 'edit'), makeEntry('a:3', 'edit'), makeEntry('a:4', 'edit')];
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post'), ...edits] });
  const notifier = memoryNotifier();
  assert.equal((await world.deliver(notifier)).waiting, 0);
  assert.deepEqual(notifier.calls, ['post', 'edit']);
  assert.equal(notifier.messages[0]?.notification.text, 'a:4');
});

test('deliverOutbox() lets replies and edits wait until their post is sent', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post'), makeEntry('a:2', 'reply'), makeEntry('a:3', 'edit')] });
  const notifier = memoryNotifier();
  notifier.failNext(retryLater);
  assert.deepEqual(await world.deliver(notifier), { sent: 0, found: 0, failed: [], waiting: 3, ranOut: false });
  assert.deepEqual(notifier.calls, ['post']);
});

test('deliverOutbox() backs off from 10 s, doubling, to 10 min, and never gives up', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post')] });
  const notifier = memoryNotifier();
  notifier.failNext(...Array<MemoryFault>(40).fill(retryLater));
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 40; attempt++) {
    await world.deliver(notifier);
    const { notBeforeMs } = await world.entry('a:1');
    pauses.push((notBeforeMs - world.nowMs) / 1000);
    world.nowMs = notBeforeMs - 1;
    await world.deliver(notifier);
    assert.equal(notifier.calls.length, attempt);
    world.nowMs = notBeforeMs;
  }
  assert.deepEqual(pauses.slice(0, 8), [10, 20, 40, 80, 160, 320, 600, 600]);
  assert.equal(pauseMs(10_000), 10 * minute);
  assert.equal((await world.deliver(notifier)).sent, 1);
});

test('deliverOutbox() waits for Retry-After, with all messages of that channel and no other', async () => {
  const world = await makeOutboxWorld({
    a: [makeEntry('a:1', 'post')],
    b: [makeEntry('b:1', 'post')],
    c: [makeEntry('c:1', 'post', { channel: 'C0OTHER' })],
  });
  const notifier = memoryNotifier();
  notifier.failNext(rateLimited(90_000));
  assert.deepEqual(await world.deliver(notifier), { sent: 1, found: 0, failed: [], waiting: 2, ranOut: false });
  world.nowMs += 90_000 - 1;
  assert.equal((await world.deliver(notifier)).sent, 0);
  world.nowMs += 1;
  assert.equal((await world.deliver(notifier)).sent, 2);
  assert.deepEqual(
    notifier.messages.map(({ entryId }) => entryId),
    ['c:1', 'a:1', 'b:1'],
  );
});

test('deliverOutbox() stops at a permanent error and says which', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post')] });
  const notifier = memoryNotifier();
  notifier.failNext(badToken);
  const failed = [{ entryId: 'a:1', channel: 'C0ALERTS', code: 'invalid_auth', detail: 'check the token' }];
  assert.deepEqual(await world.deliver(notifier), { sent: 0, found: 0, failed, waiting: 0, ranOut: false });
  assert.deepEqual((await world.entry('a:1')).delivery, { step: 'failed', code: 'invalid_auth', atMs: world.nowMs });
  assert.ok(world.logged.some((line) => line.includes('"message-failed"') && line.includes('invalid_auth')));
  world.nowMs += 60 * minute;
  await world.deliver(notifier);
  assert.deepEqual(notifier.calls, ['post']);
});

test('deliverOutbox() posts an edit whose post failed for good: it tells all that is known', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post')] });
  const notifier = memoryNotifier();
  notifier.failNext(badToken);
  await world.deliver(notifier);
  await world.change('a', (incident) => ({
    ...incident,
    outbox: [...incident.outbox, makeEntry('a:2', 'reply'), makeEntry('a:3', 'edit')],
  }));
  assert.equal((await world.deliver(notifier)).sent, 2);
  assert.deepEqual(
    notifier.messages.map(({ entryId, threadTs }) => [entryId, threadTs]),
    [
      ['a:3', null],
      ['a:2', '1'],
    ],
  );
});

test('deliverOutbox() posts anew what can no longer be edited, and later edits go there', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post')] });
  const notifier = memoryNotifier();
  await world.deliver(notifier);
  notifier.failNext(cannotEdit);
  await world.change('a', (incident) => ({ ...incident, outbox: [...incident.outbox, makeEntry('a:2', 'edit')] }));
  assert.equal((await world.deliver(notifier)).sent, 1);
  assert.deepEqual((await world.incident('a')).posted, { channelId: 'C0ALERTS', ts: '2' });
  await world.change('a', (incident) => ({ ...incident, outbox: [...incident.outbox, makeEntry('a:3', 'edit')] }));
  await world.deliver(notifier);
  assert.deepEqual(
    notifier.messages.map(({ notification }) => notification.text),
    ['a:1', 'a:3'],
  );
});

test('deliverOutbox() leaves a message alone that another may be sending, for two minutes', async () => {
  const world = await makeOutboxWorld({ a: [] });
  const sending = { step: 'sending' as const, sinceMs: world.nowMs };
  await world.change('a', (incident) => ({
    ...incident,
    outbox: [makeEntry('a:1', 'post', { delivery: sending, attempts: 1 })],
  }));
  const notifier = memoryNotifier();
  world.nowMs += 2 * minute;
  assert.equal((await world.deliver(notifier)).waiting, 1);
  assert.deepEqual(notifier.calls, []);
  world.nowMs += 1;
  assert.equal((await world.deliver(notifier)).sent, 1);
  assert.deepEqual(notifier.calls, ['find', 'post']);
});

test('deliverOutbox() finds a message whose sender ended before writing it down, and repeats nothing', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post'), makeEntry('a:2', 'reply')] });
  const notifier = memoryNotifier();
  notifier.failNext(diesAfterwards);
  await assert.rejects(world.deliver(notifier), /The process ends/);
  world.nowMs += 3 * minute;
  notifier.failNext(diesAfterwards);
  await assert.rejects(world.deliver(notifier), /The process ends/);
  assert.deepEqual((await world.incident('a')).posted, { channelId: 'C0ALERTS', ts: '1' });
  world.nowMs += 3 * minute;
  assert.deepEqual(await world.deliver(notifier), { sent: 0, found: 1, failed: [], waiting: 0, ranOut: false });
  assert.deepEqual(
    notifier.messages.map(({ entryId }) => entryId),
    ['a:1', 'a:2'],
  );
});

test('deliverOutbox() repeats exactly that one message where it may not look', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post')], b: [makeEntry('b:1', 'post')] });
  const notifier = memoryNotifier({ mayLook: false });
  notifier.failNext(diesAfterwards);
  await assert.rejects(world.deliver(notifier), /The process ends/);
  world.nowMs += 3 * minute;
  assert.equal((await world.deliver(notifier)).waiting, 0);
  assert.deepEqual(
    notifier.messages.map(({ entryId }) => entryId),
    ['a:1', 'a:1', 'b:1'],
  );
});

for (const when of ['before', 'after'] as const) {
  for (const atCall of [1, 2, 3, 4, 5, 6]) {
    test(`deliverOutbox() sends each message once when the process ends ${when} commit ${atCall} of six`, async () => {
      const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post'), makeEntry('a:2', 'reply'), makeEntry('a:3', 'edit')] });
      const notifier = memoryNotifier();
      await assert.rejects(world.deliver(notifier, { store: endingStore(world.store, atCall, when) }), /The process ends/);
      world.nowMs += 3 * minute;
      assert.equal((await world.deliver(notifier)).waiting, 0);
      assert.deepEqual(
        notifier.messages.map(({ entryId, notification }) => [entryId, notification.text]),
        [
          ['a:1', 'a:3'],
          ['a:2', 'a:2'],
        ],
      );
    });
  }
}

test('deliverOutbox() sends a message once when two deliver at the same time', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post')], b: [makeEntry('b:1', 'post')] });
  const notifier = memoryNotifier();
  const [one, other] = await Promise.all([world.deliver(notifier), world.deliver(notifier)]);
  assert.equal(one.sent + other.sent, 2);
  assert.deepEqual(notifier.messages.map(({ entryId }) => entryId).sort(), ['a:1', 'b:1']);
});

test('deliverOutbox() writes down what was sent although an evaluation changed the incident meanwhile', async () => {
  const world = await makeOutboxWorld({ a: [makeEntry('a:1', 'post')] });
  const notifier = memoryNotifier();
  const slow = {
    ...notifier,
    post: async (...sent: Parameters<typeof notifier.post>) => {
      await world.change('a', (incident) => ({
        ...incident,
        severity: 'high',
        outbox: [...incident.outbox, makeEntry('a:2', 'edit')],
      }));
      return notifier.post(...sent);
    },
  };
  await world.deliver(slow);
  const { severity, outbox } = await world.incident('a');
  assert.equal(severity, 'high');
  assert.deepEqual(
    outbox.map(({ delivery }) => delivery.step),
    ['sent', 'sent'],
  );
  assert.deepEqual(notifier.calls, ['post', 'edit']);
});

test('deliverOutbox() starts nothing new once its time is used up, and says so', async () => {
  const world = await makeOutboxWorld({
    a: [makeEntry('a:1', 'post')],
    b: [makeEntry('b:1', 'post')],
    c: [makeEntry('c:1', 'post')],
  });
  const notifier = memoryNotifier();
  const slow = {
    ...notifier,
    post: (...sent: Parameters<typeof notifier.post>) => {
      world.nowMs += 1_000;
      return notifier.post(...sent);
    },
  };
  const outcome = await world.deliver(slow, { budgetMs: 1_500 });
  assert.deepEqual(outcome, { sent: 2, found: 0, failed: [], waiting: 1, ranOut: true });
});

test('deliverOutbox() sends the oldest message first', async () => {
  const world = await makeOutboxWorld({
    a: [makeEntry('a:1', 'post', { queuedAtMs: 2 })],
    b: [makeEntry('b:1', 'post', { queuedAtMs: 1 })],
  });
  const notifier = memoryNotifier();
  await world.deliver(notifier);
  assert.deepEqual(
    notifier.messages.map(({ entryId }) => entryId),
    ['b:1', 'a:1'],
  );
});

/** Two incidents with a post, two replies and an edit each, and one with a post alone. */
const manyOutboxes = (): Record<string, OutboxEntry[]> => ({
  a: [makeEntry('a:1', 'post'), makeEntry('a:2', 'reply'), makeEntry('a:3', 'reply'), makeEntry('a:4', 'edit')],
  b: [makeEntry('b:1', 'post'), makeEntry('b:2', 'reply'), makeEntry('b:3', 'reply'), makeEntry('b:4', 'edit')],
  c: [makeEntry('c:1', 'post', { channel: 'C0OTHER' })],
});

const fault: fc.Arbitrary<MemoryFault> = fc.constantFrom(
  retryLater,
  lostAnswer,
  { ...lostAnswer, takesEffect: false },
  rateLimited(5_000),
  rateLimited(15 * minute),
  diesAfterwards,
  { takesEffect: false, outcome: 'throw' },
);

/** Delivers every ten minutes and more until nothing waits. */
async function deliverUntilDone(faults: readonly MemoryFault[], notifier: ReturnType<typeof memoryNotifier>) {
  const world = await makeOutboxWorld(manyOutboxes());
  notifier.failNext(...faults);
  for (let run = 0; run < 3 * faults.length + 5; run++) {
    const outcome = await world.deliver(notifier).catch(() => null);
    if (outcome?.waiting === 0) return;
    world.nowMs += 16 * minute;
  }
  assert.fail('Messages wait although nothing fails any more');
}

test('deliverOutbox() loses, repeats and swaps no message whatever fails for however long', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 30 }), async (faults) => {
      const notifier = memoryNotifier();
      await deliverUntilDone(faults, notifier);
      for (const id of ['a', 'b']) {
        const ours = notifier.messages.filter(({ entryId }) => entryId.startsWith(id));
        assert.deepEqual(
          ours.map(({ entryId }) => entryId),
          [`${id}:1`, `${id}:2`, `${id}:3`],
        );
        assert.deepEqual(ours[0]?.notification, makeNotification(`${id}:4`));
      }
      assert.equal(notifier.messages.filter(({ entryId }) => entryId === 'c:1').length, 1);
    }),
    { numRuns: 200 },
  );
});

test('deliverOutbox() without leave to look loses no message and repeats one only where an answer was lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 30 }), async (faults) => {
      const notifier = memoryNotifier({ mayLook: false });
      await deliverUntilDone(faults, notifier);
      const ids = notifier.messages.map(({ entryId }) => entryId);
      assert.deepEqual([...new Set(ids)].sort(), ['a:1', 'a:2', 'a:3', 'b:1', 'b:2', 'b:3', 'c:1']);
      const lost = faults.filter(({ takesEffect }) => takesEffect).length;
      assert.ok(ids.length <= 7 + lost, `${ids.length} messages, ${lost} answers lost`);
    }),
    { numRuns: 200 },
  );
});
