import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { slackNotifier } from '../../../src/adapters/slack/slack-notifier.ts';
import { serveInbox } from '../../../src/local/inbox/serve-inbox.ts';
import type { Notification } from '../../../src/model/notification.ts';

const status = {
  doing: 'Testing.',
  eventNowMs: null,
  rate: 1,
  written: null,
  history: null,
  counted: null,
  healthUrl: null,
  reportUrl: null,
};
const inbox = await serveInbox({ port: 0, token: 'xoxb-test', status, now: () => 1_790_000_000_000 });
after(() => inbox.close());
const notifier = slackNotifier({ token: 'xoxb-test', apiUrl: inbox.slackApiUrl });

const notification = (text: string): Notification => ({
  channel: '#alerts',
  text,
  blocks: [{ type: 'header', text: { type: 'plain_text', text, emoji: false } }],
  severity: 'critical',
  isBroadcast: false,
  incidentIds: ['abc123'],
});

suite('the inbox, for the real Slack client', () => {
  test('takes a post, a reply and an edit, and finds them again', async () => {
    const sent = await notifier.post(notification('Somebody got in.'), 'abc123:1');
    if (sent.kind !== 'sent') throw new Error(`posted: ${sent.kind}`);
    const replied = await notifier.reply(notification('Again.'), sent.posted, 'abc123:2');
    if (replied.kind !== 'sent') throw new Error(`replied: ${replied.kind}`);
    const search = { channel: sent.posted.channelId, thread: null, sinceMs: 0 };
    assert.deepEqual(await notifier.find({ ...search, entryId: 'abc123:1' }), sent.posted);
    assert.deepEqual(await notifier.find({ ...search, entryId: 'abc123:2', thread: sent.posted }), replied.posted);
    assert.equal(await notifier.find({ ...search, entryId: 'abc123:3' }), null);
    assert.equal((await notifier.edit(notification('Somebody was in.'), sent.posted)).kind, 'sent');
    const [post, reply] = inbox.messages();
    assert.deepEqual([post?.text, post?.edits, post?.threadTs], ['Somebody was in.', 1, null]);
    assert.deepEqual([reply?.text, reply?.threadTs], ['Again.', post?.ts]);
  });

  test('says so where the message to edit is not there', async () => {
    const edited = await notifier.edit(notification('x'), { channelId: 'C000000001', ts: '1.000001' });
    assert.deepEqual(edited, { kind: 'post-anew', code: 'message_not_found' });
  });

  test('takes nothing from who does not know the token', async () => {
    const stranger = slackNotifier({ token: 'xoxb-other', apiUrl: inbox.slackApiUrl });
    const before = inbox.messages().length;
    const refused = await stranger.post(notification('x'), 'abc123:9');
    assert.equal(refused.kind, 'permanent');
    assert.equal(inbox.messages().length, before);
  });
});
