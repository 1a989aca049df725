import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { slackNotifier } from '../../../src/adapters/slack/slack-notifier.ts';
import { endingStore, makeEntry, makeNotification, makeOutboxWorld, type OutboxWorld } from '../../support/outbox-world.ts';
import {
  emulatedChannel,
  readingToken,
  type SlackEmulator,
  startSlackEmulator,
  writingToken,
} from '../../support/slack-emulator.ts';
import { type SlackFault, type SlackFaultProxy, startSlackFaultProxy } from '../../support/slack-fault-proxy.ts';
import { readMessages, sentBy } from '../../support/slack-history.ts';

let slack: SlackEmulator;
let proxy: SlackFaultProxy;
before(async () => {
  slack = await startSlackEmulator();
  proxy = await startSlackFaultProxy(slack.apiUrl);
  startMs = await slackTime();
});
after(async () => {
  await proxy.stop();
  await slack.stop();
});

const minute = 60_000;
const channel = emulatedChannel;
/** Slack stamps messages by its own clock; ours starts there, so that messages are looked for from the right time on. */
let startMs: number;
const notifier = (token: string) => slackNotifier({ token, apiUrl: proxy.apiUrl, timeoutMs: 300 });

/** An incident with post, reply and edit. */
const outboxOf = (id: string) => ({
  [id]: [
    makeEntry(`${id}:1`, 'post', { channel }),
    makeEntry(`${id}:2`, 'reply', { channel }),
    makeEntry(`${id}:3`, 'edit', { channel }),
  ],
});

test('the process ended between posting and recording repeats no message where the bot may read the channel', async () => {
  const world = await makeOutboxWorld(outboxOf('may'), startMs);
  // Commits of the store: 1 claims the post, 2 writes down that it was sent; 3 and 4 the same for the reply.
  for (const atCall of [2, 3]) {
    const store = endingStore(world.store, atCall, 'before');
    await assert.rejects(world.deliver(notifier(readingToken), { store }), /The process ends/);
    world.nowMs += 3 * minute;
  }
  assert.equal((await world.deliver(notifier(readingToken))).waiting, 0);
  assert.deepEqual(await arrived(world, 'may'), ['may:3', 'may:2']);
});

test('the process ended between posting and recording repeats exactly that one message where the bot may not read', async () => {
  const world = await makeOutboxWorld(outboxOf('maynot'), startMs);
  const store = endingStore(world.store, 2, 'before');
  await assert.rejects(world.deliver(notifier(writingToken), { store }), /The process ends/);
  world.nowMs += 3 * minute;
  assert.equal((await world.deliver(notifier(writingToken))).waiting, 0);
  const posts = (await readMessages(slack.apiUrl)).filter(({ text }) => text.startsWith('maynot:'));
  assert.deepEqual(
    posts.map(({ text }) => text),
    ['maynot:1', 'maynot:3'],
  );
  assert.deepEqual(await arrived(world, 'maynot'), ['maynot:3', 'maynot:2']);
});

const faults: Readonly<Record<string, SlackFault>> = {
  'is rate limited': { kind: 'answer', status: 429, headers: { 'retry-after': '30' } },
  'answers 500': { kind: 'answer', status: 500 },
  'breaks the connection before it does anything': { kind: 'close-before' },
  'breaks the connection after it did it': { kind: 'close-after' },
  'never answers': { kind: 'hang-after' },
};

let serial = 0;
for (const [name, fault] of Object.entries(faults)) {
  test(`each message arrives once, in order, when Slack ${name} at each call in turn`, async () => {
    for (const passing of [0, 1, 2]) {
      const id = `turn${serial++}`;
      const world = await makeOutboxWorld(outboxOf(id), startMs);
      proxy.failNext(...Array<null>(passing).fill(null), fault);
      await deliverAll(world);
      assert.deepEqual(await arrived(world, id), [`${id}:3`, `${id}:2`]);
    }
  });
}

test('Slack down for any length loses no message, repeats none and swaps none', async () => {
  const fault = fc.constantFrom(...Object.values(faults).filter(({ kind }) => kind !== 'hang-after'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fault), { maxLength: 12 }), async (sequence) => {
      const id = `down${serial++}`;
      const world = await makeOutboxWorld(outboxOf(id), startMs);
      proxy.failNext(...sequence);
      await deliverAll(world);
      assert.deepEqual(await arrived(world, id), [`${id}:3`, `${id}:2`]);
    }),
    { numRuns: 25 },
  );
});

async function slackTime(): Promise<number> {
  const delivery = await notifier(readingToken).post(makeNotification('clock', channel), 'clock:1');
  assert.ok(delivery.kind === 'sent');
  return Number(delivery.posted.ts) * 1_000;
}

/** Delivers every eleven minutes until nothing waits and no fault is left. */
async function deliverAll(world: OutboxWorld): Promise<void> {
  for (let run = 0; run < 40; run++) {
    const { waiting } = await world.deliver(notifier(readingToken));
    if (waiting === 0) return proxy.clearFaults();
    world.nowMs += 11 * minute;
  }
  assert.fail('Messages wait although nothing fails any more');
}

/** What the thread of an incident shows, message first; fails where a message is there twice. */
async function arrived(world: OutboxWorld, id: string): Promise<readonly string[]> {
  const { posted } = await world.incident(id);
  assert.ok(posted !== null);
  const replies = sentBy(await readMessages(slack.apiUrl), `${id}:`);
  assert.ok(replies.length <= 1, `${replies.length} messages of ${id}`);
  return (await readMessages(slack.apiUrl, posted.ts)).map(({ text }) => text);
}
