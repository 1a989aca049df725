import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { slackNotifier } from '../../../src/adapters/slack/slack-notifier.ts';
import { composeMessage } from '../../../src/message/compose-message.ts';
import type { Delivery } from '../../../src/ports/notifier.ts';
import { makeBreakthrough } from '../../support/findings/make-breakthrough.ts';
import { makeInput, makeTold, settings } from '../../support/message-inputs.ts';
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
});
after(async () => {
  await proxy.stop();
  await slack.stop();
});

const inChannel = { ...settings, slack: { ...settings.slack, channel: emulatedChannel, criticalChannel: '' } };
const input = makeInput({ settings: inChannel });
const message = composeMessage(input);
const notifier = (token = readingToken) => slackNotifier({ token, apiUrl: proxy.apiUrl });

test('the emulator takes our real message from the real client, as it was composed', async () => {
  const posted = sent(await notifier().post(message, 'whole:1'));
  assert.equal(posted.channelId, emulatedChannel);
  const [stored] = sentBy(await readMessages(slack.apiUrl), 'whole:1');
  assert.equal(stored?.ts, posted.ts);
  assert.equal(stored?.text, message.text);
  assert.deepEqual(stored?.blocks, message.blocks);
  assert.deepEqual(stored?.metadata, {
    event_type: 'knockwatch_incident',
    event_payload: { incident_ids: ['bt-4f2a'], outbox_entry: 'whole:1' },
  });
  assert.deepEqual([stored?.unfurl_links, stored?.unfurl_media], [false, false]);
});

test('a table of several incidents arrives as it was composed', async () => {
  const told = (id: string) => makeTold(id, makeBreakthrough({ source: `203.0.113.${id}` }));
  const table = composeMessage({ ...input, layout: 'table', incidents: [told('1'), told('2'), told('3'), told('4')] });
  sent(await notifier().post(table, 'table:1'));
  assert.deepEqual(sentBy(await readMessages(slack.apiUrl), 'table:1')[0]?.blocks, table.blocks);
});

test('a reply goes into the thread of its message, an edit replaces what it shows', async () => {
  const posted = sent(await notifier().post(message, 'thread:1'));
  const reply = composeMessage({ ...input, turn: 'reply', reason: 'got-through' });
  const edit = composeMessage({ ...input, turn: 'edit', reason: 'no-change', atMs: input.atMs + 900_000 });
  const replied = sent(await notifier().reply(reply, posted, 'thread:2'));
  assert.deepEqual(sent(await notifier().edit(edit, posted)), posted);
  const thread = await readMessages(slack.apiUrl, posted.ts);
  assert.deepEqual(
    thread.map(({ ts, text }) => [ts, text]),
    [
      [posted.ts, edit.text],
      [replied.ts, reply.text],
    ],
  );
  assert.deepEqual(thread[0]?.blocks, edit.blocks);
});

test('nothing is sent that Slack would read as markup, link or mention in text', async () => {
  const name = '<!channel> *b* & <https://evil.example|x>';
  const hostile = composeMessage({ ...input, incidents: [makeTold('x', makeBreakthrough({ targetName: name }))] });
  sent(await notifier().post(hostile, 'hostile:1'));
  const form = proxy.requests.at(-1)?.form;
  assert.match(form?.get('text') ?? '', /&lt;!channel&gt; \*b\* &amp; &lt;https/);
  assert.deepEqual([form?.get('mrkdwn'), form?.get('parse'), form?.get('link_names')], ['false', 'none', 'false']);
});

test('a whisper goes to one member of the channel, and says why where it does not arrive', async () => {
  const whisper = { channelId: emulatedChannel, userId: 'U000000001', text: 'This is over.', blocks: message.blocks };
  assert.deepEqual(await notifier().whisper(whisper), { kind: 'sent' });
  const { method, form } = proxy.requests.at(-1) ?? assert.fail();
  assert.deepEqual([method, form.get('user'), form.get('link_names')], ['chat.postEphemeral', 'U000000001', 'false']);
  assert.deepEqual(await notifier().whisper({ ...whisper, userId: 'U0STRANGER' }), { kind: 'not-sent', code: 'user_not_found' });
  assert.equal((await readMessages(slack.apiUrl)).filter(({ text }) => text === whisper.text).length, 0);
  proxy.failNext({ kind: 'close-before' });
  assert.deepEqual(await notifier().whisper(whisper), { kind: 'not-sent', code: 'UND_ERR_SOCKET' });
});

const answer = (body: unknown, status = 200, headers: Record<string, string> = {}): SlackFault => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const refusal = (error: string): SlackFault => answer({ ok: false, error });
const retry = (code: string, mayHaveArrived: boolean, afterMs: number | null = null): Delivery => ({
  kind: 'retry',
  code,
  afterMs,
  mayHaveArrived,
});

const retried: readonly (readonly [string, SlackFault, Delivery])[] = [
  ['429 with Retry-After', answer('', 429, { 'retry-after': '7' }), retry('ratelimited', false, 7_000)],
  ['429 without Retry-After', answer('', 429), retry('ratelimited', false, 30_000)],
  ['ratelimited in a body', refusal('ratelimited'), retry('ratelimited', false, 30_000)],
  ['500', answer('oops', 500), retry('http_500', true)],
  ['503', answer('', 503), retry('http_503', true)],
  ['a proxy page', answer('<html>Sign in</html>', 200, { 'content-type': 'text/html' }), retry('unreadable-answer', true)],
  ['an answer without ts', answer({ ok: true }), retry('unreadable-answer', true)],
  ['internal_error', refusal('internal_error'), retry('internal_error', true)],
  ['fatal_error', refusal('fatal_error'), retry('fatal_error', true)],
  ['service_unavailable', refusal('service_unavailable'), retry('service_unavailable', false)],
  ['an error nobody knows', refusal('team_is_on_holiday'), retry('team_is_on_holiday', true)],
  ['a connection that breaks before the request', { kind: 'close-before' }, retry('UND_ERR_SOCKET', true)],
  ['a connection that breaks after the request', { kind: 'close-after' }, retry('UND_ERR_SOCKET', true)],
];

for (const [name, fault, expected] of retried) {
  test(`a post that meets ${name} is to be tried again`, async () => {
    proxy.failNext(fault);
    assert.deepEqual(await notifier().post(message, 'retry:1'), expected);
  });
}

test('a post without an answer is given up in time, and may have arrived', async () => {
  proxy.failNext({ kind: 'hang-after' });
  const impatient = slackNotifier({ token: readingToken, apiUrl: proxy.apiUrl, timeoutMs: 200 });
  assert.deepEqual(await impatient.post(message, 'hang:1'), retry('timeout', true));
  assert.equal(sentBy(await readMessages(slack.apiUrl), 'hang:1').length, 1);
});

test('a post that reaches nobody has not arrived', async () => {
  const closed = await startSlackFaultProxy(slack.apiUrl);
  await closed.stop();
  const nowhere = slackNotifier({ token: readingToken, apiUrl: closed.apiUrl });
  assert.deepEqual(await nowhere.post(message, 'nowhere:1'), retry('ECONNREFUSED', false));
});

for (const code of [
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'missing_scope',
  'invalid_blocks',
  'msg_blocks_too_long',
  'msg_too_long',
]) {
  test(`${code} is permanent, and says what a person can do`, async () => {
    proxy.failNext(refusal(code));
    const delivery = await notifier().post(message, 'permanent:1');
    assert.ok(delivery.kind === 'permanent' && delivery.code === code && delivery.detail.length > 20, inspect(delivery));
  });
}

for (const code of ['cant_update_message', 'message_not_found', 'edit_window_closed']) {
  test(`an edit that meets ${code} is to be posted anew`, async () => {
    proxy.failNext(refusal(code));
    assert.deepEqual(await notifier().edit(message, { channelId: emulatedChannel, ts: '1.000001' }), { kind: 'post-anew', code });
  });
}

test('the emulator itself refuses a token without scopes, an unknown channel and an edit of nothing', async () => {
  assert.equal(codeOf(await notifier('xoxb-without-scopes').post(message, 'refused:1')), 'permanent missing_scope');
  assert.equal(codeOf(await notifier().post({ ...message, channel: 'C0NOWHERE' }, 'refused:2')), 'permanent channel_not_found');
  const nothing = { channelId: emulatedChannel, ts: '1.000001' };
  assert.equal(codeOf(await notifier().edit(message, nothing)), 'post-anew message_not_found');
});

test('find() tells the message of an entry in the channel, and the reply of another in the thread', async () => {
  const posted = sent(await notifier().post(message, 'find:1'));
  const replied = sent(await notifier().reply(message, posted, 'find:2'));
  const search = { channel: emulatedChannel, thread: null, sinceMs: Number(posted.ts) * 1_000 - 60_000 };
  assert.deepEqual(await notifier().find({ ...search, entryId: 'find:1' }), posted);
  assert.deepEqual(await notifier().find({ ...search, entryId: 'find:2', thread: posted }), replied);
  assert.equal(await notifier().find({ ...search, entryId: 'find:3' }), null);
  assert.equal(proxy.requests.at(-1)?.form.get('include_all_metadata'), 'true');
});

test('find() does not know where the bot may not read, or the channel is given by name', async () => {
  const search = { channel: emulatedChannel, entryId: 'find:1', thread: null, sinceMs: 0 };
  assert.equal(await notifier(writingToken).find(search), 'unknown');
  assert.equal(await notifier().find({ ...search, channel: '#general' }), 'unknown');
});

test('find() throws a retryable failure when Slack cannot be asked', async () => {
  const search = { channel: emulatedChannel, entryId: 'find:1', thread: null, sinceMs: 0 };
  for (const fault of [answer('', 500), refusal('internal_error'), answer('', 429, { 'retry-after': '1' })]) {
    proxy.failNext(fault);
    await assert.rejects(notifier().find(search), { code: 'slack-retryable', retryable: true });
  }
});

test('no token gets into an outcome, an error or what is printed, whatever Slack answers', async (context) => {
  const token = 'xoxb-secret-4711';
  const printed: string[] = [];
  const capture = (...parts: readonly unknown[]) => printed.push(parts.map((part) => inspect(part)).join(' '));
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) context.mock.method(console, method, capture);
  const body = `${token} Authorization: Bearer ${token}`;
  const faults = [
    answer({ ok: false, error: body }),
    answer(body, 500),
    answer(body),
    refusal('missing_scope'),
    ...retried.map(([, fault]) => fault),
  ];
  const results: unknown[] = [];
  for (const fault of faults) {
    proxy.failNext(fault, fault);
    results.push(await notifier(token).post(message, 'secret:1'));
    const search = { channel: emulatedChannel, entryId: 'secret:1', thread: null, sinceMs: 0 };
    results.push(
      await notifier(token)
        .find(search)
        .catch((error: unknown) => error),
    );
  }
  assert.equal(proxy.requests.at(-1)?.authorization, `Bearer ${token}`);
  assert.ok(results.length === 2 * faults.length);
  assert.doesNotMatch(inspect([results, printed], { depth: 20, showHidden: true }), /xoxb|4711/);
});

function sent(delivery: Delivery) {
  assert.ok(delivery.kind === 'sent', inspect(delivery));
  return delivery.posted;
}

function codeOf(delivery: Delivery): string {
  return delivery.kind === 'sent' ? 'sent' : `${delivery.kind} ${delivery.code}`;
}
