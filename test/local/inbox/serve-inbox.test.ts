import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { after, suite, test } from 'node:test';
import { isFromSlack } from '../../../src/adapters/slack/verify-request.ts';
import type { InboxMessage } from '../../../src/local/inbox/message-store.ts';
import { sendPress } from '../../../src/local/inbox/press.ts';
import { renderMessages } from '../../../src/local/inbox/render-page.ts';
import { serveInbox } from '../../../src/local/inbox/serve-inbox.ts';
import { readPressedButton } from '../../../src/message/buttons/read-pressed-button.ts';
import { exampleStatus } from '../../support/live-status.ts';

const status = { ...exampleStatus, doing: 'Testing <b>it</b>.' };
const inbox = await serveInbox({ port: 0, token: 'xoxb-test', status, now: () => 1_790_000_000_000 });
after(() => inbox.close());

const message = (blocks: readonly unknown[]): InboxMessage => ({
  channel: '#alerts',
  channelId: 'C000000001',
  ts: '1790000000.000001',
  threadTs: null,
  text: 'x',
  blocks,
  metadata: null,
  edits: 0,
  editedAtMs: null,
});

/** Text from outside that would be markup in HTML, in Slack's own language, or in Markdown. */
const hostile = '<img src=x onerror=alert(1)> *bold* _it_ <https://example.org|link> [a](https://example.org) `code` & :fire:';
const escaped =
  '&lt;img src=x onerror=alert(1)&gt; *bold* _it_ &lt;https://example.org|link&gt; [a](https://example.org) `code` &amp; :fire:';

suite('the inbox page', () => {
  const cases = [
    { where: 'a header', block: { type: 'header', text: { type: 'plain_text', text: hostile, emoji: false } } },
    { where: 'a context', block: { type: 'context', elements: [{ type: 'plain_text', text: hostile, emoji: false }] } },
    { where: 'a table', block: { type: 'table', rows: [[{ type: 'raw_text', text: hostile }]] } },
    {
      where: 'rich text',
      block: { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: hostile }] }] },
    },
  ];
  for (const { where, block } of cases) {
    test(`shows text from outside as it is in ${where}`, () => {
      const html = renderMessages([message([block])]);
      assert.ok(html.includes(escaped), html);
      assert.doesNotMatch(html, /<img src=x|<a |<strong|<em|<code/);
    });
  }

  test('gives replies below their message, newest messages first', () => {
    const first = { ...message([]), text: 'first' };
    const second = { ...message([]), text: 'second', ts: '1790000000.000002' };
    const reply = { ...message([]), text: 'answer', ts: '1790000000.000003', threadTs: first.ts };
    const html = renderMessages([first, second, reply]);
    assert.deepEqual(html.match(/first|second|answer/g), ['second', 'first', 'answer']);
  });

  test('shows what happens now in numbers, with how much is still on its way', async () => {
    const page = await (await fetch(inbox.address)).text();
    assert.match(page, /Testing &lt;b&gt;it&lt;\/b&gt;\./);
    assert.match(page, /10:05 <small>UTC<\/small>/);
    // 1000 tuples written, 990 counted.
    assert.match(page, /990<span>tuples in 49 records; 10 on their way/);
    assert.match(page, /23\/tcp telnet/);
    assert.match(page, />History: 212 of 360 hours read<\/label>\s*<progress [^>]*max="360" value="212"/);
  });

  test('asks for nothing from elsewhere, and may not', async () => {
    const response = await fetch(inbox.address);
    const page = await response.text();
    assert.match(
      response.headers.get('content-security-policy') ?? '',
      /^default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    for (const [, address] of page.matchAll(/(?:src|<link[^>]+href)="([^"]+)"/g)) {
      assert.match(address ?? '', /^\/[^/]/);
      assert.equal((await fetch(new URL(address ?? '', inbox.address))).status, 200);
    }
  });

  test('leads to the day as a page', async () => {
    assert.match(
      await (await fetch(inbox.address)).text(),
      /<a href="http:\/\/127\.0\.0\.1:1\/api\/report\/today">The day as a page<\/a>/,
    );
    const { status: code, headers } = await fetch(new URL('report', inbox.address), { redirect: 'manual' });
    assert.deepEqual([code, headers.get('location')], [302, status.reportUrl]);
    const ofDay = await fetch(new URL('report/2026-11-20', inbox.address), { redirect: 'manual' });
    assert.equal(ofDay.headers.get('location'), 'http://127.0.0.1:1/api/report/2026-11-20');
  });

  test('is not served under a name that others could have made to lead here', async () => {
    const { port } = new URL(inbox.address);
    const statusCode = await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', headers: { host: 'example.org' } }, (response) => resolve(response.resume().statusCode))
        .once('error', reject)
        .end();
    });
    assert.equal(statusCode, 421);
  });
});

suite('a button on the inbox page', () => {
  const button = { type: 'button', text: { type: 'plain_text', text: hostile }, action_id: 'acknowledge', value: '"kw-1"' };
  const press = (body: string, headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' }) =>
    fetch(new URL('press', inbox.address), { method: 'POST', body: new URLSearchParams(body), headers });

  test('stands where the message has it, with what a press tells', () => {
    const context = { type: 'context', elements: [{ type: 'plain_text', text: 'after', emoji: false }] };
    const html = renderMessages([message([{ type: 'actions', elements: [button, { type: 'button' }] }, context])]);
    assert.ok(
      html.includes(`data-action="acknowledge" data-value="&quot;kw-1&quot;" data-channel="C000000001">${escaped}</button>`),
      html,
    );
    assert.equal(html.match(/<button/g)?.length, 1, 'what is no button is left out');
    assert.ok(html.indexOf('</button>') < html.indexOf('after'));
  });

  test('is refused while there is no app, from another page, and without its data', async () => {
    assert.equal((await press('action=a&value=b&channel=c')).status, 503);
    assert.equal((await press('action=a&value=b&channel=c', { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await press('action=a&value=b&channel=c', {})).status, 403);
    assert.equal((await press('action=a&value=b')).status, 400);
    assert.equal((await fetch(new URL('press', inbox.address))).status, 405);
  });

  test('is told to the app, whose answer is given back', async () => {
    const presses: unknown[] = [];
    inbox.onPress(async (pressed) => {
      presses.push(pressed);
      return 200;
    });
    assert.equal((await press('action=snooze-1h&value=kw-1&channel=C000000001')).status, 200);
    assert.deepEqual(presses, [{ action: 'snooze-1h', value: 'kw-1', channelId: 'C000000001' }]);
  });

  test('is signed as Slack signs, so that the app takes it', async () => {
    const nowMs = 1_790_000_000_000;
    const taken: unknown[] = [];
    const app = createServer(async (incoming, response) => {
      const body = Buffer.concat(await incoming.toArray());
      const { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signed } = incoming.headers;
      const signature = { timestamp: String(timestamp), signature: String(signed) };
      taken.push(incoming.url, isFromSlack({ body, ...signature }, 'hush', nowMs), readPressedButton(body.toString()));
      response.end();
    }).listen(0, '127.0.0.1');
    await once(app, 'listening');
    const address = app.address();
    const host = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    assert.equal(await sendPress({ action: 'acknowledge', value: 'kw-1', channelId: 'C000000001' }, host, 'hush', nowMs), 200);
    app.close();
    assert.deepEqual(taken, [
      '/api/slack/actions',
      true,
      { action: 'acknowledge', incidentId: 'kw-1', userId: 'U000000001', channelId: 'C000000001' },
    ]);
  });
});
