import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { logNotifier } from '../../../src/adapters/console/log-notifier.ts';
import { renderNotification } from '../../../src/adapters/console/render-notification.ts';
import { terminalNotifier } from '../../../src/adapters/console/terminal-notifier.ts';
import { composeMessage } from '../../../src/message/compose-message.ts';
import type { Breakthrough } from '../../../src/model/findings/breakthrough.ts';
import { ruleOf } from '../../support/findings/example-network.ts';
import { makeBreakthrough } from '../../support/findings/make-breakthrough.ts';
import { makeInput, makeTold } from '../../support/message-inputs.ts';

const message = composeMessage(makeInput());
const told = (id: number) => makeTold(`id-${id}`, makeBreakthrough({ source: `203.0.113.${id}` }));
const toldBy = (allowedBy: Breakthrough['allowedBy'], id: number) =>
  makeTold(`id-${id}`, makeBreakthrough({ source: `203.0.113.${id}`, allowedBy }));
const table = composeMessage(makeInput({ layout: 'table', incidents: [told(1), told(2), told(3), told(4)] }));
const escapeStart = '\u001b[';

test('renderNotification() keeps every line within the terminal, tables included', () => {
  fc.assert(
    fc.property(fc.integer({ min: 80, max: 200 }), fc.constantFrom(message, table), (columns, notification) => {
      for (const line of renderNotification(notification, { columns, isColored: false }).split('\n')) {
        assert.ok([...line].length <= Math.min(120, columns), line);
      }
    }),
  );
});

test('renderNotification() draws a table where its words fit side by side, and lines where they do not', () => {
  const wide = renderNotification(table, { columns: 120, isColored: false });
  const longName = ruleOf('UserRule_AllowRemoteDesktopForSupportAndPartners', 'user');
  const long = composeMessage(makeInput({ layout: 'table', incidents: [toldBy(longName, 1), toldBy(longName, 2)] }));
  const narrow = renderNotification(long, { columns: 80, isColored: false });
  assert.match(wide, /│ Critical │ 203\.0\.113\.1 /);
  assert.match(narrow, /^• Critical · Source 203\.0\.113\.1 \(China\) · Where RDP on vm-db1 · Let in/m);
  assert.doesNotMatch(narrow, /…/);
});

test('renderNotification() takes a narrow or unknown width as 80 columns', () => {
  const at80 = renderNotification(message, { columns: 80, isColored: false });
  assert.equal(renderNotification(message, { columns: 20, isColored: false }), at80);
});

test('renderNotification() uses escape sequences only where colours are wanted', () => {
  assert.ok(renderNotification(message, { columns: 80, isColored: true }).includes(escapeStart));
  assert.ok(!renderNotification(message, { columns: 80, isColored: false }).includes(escapeStart));
});

test('renderNotification() shows a message with blocks it does not know, without them', () => {
  const odd = { ...message, blocks: [null, 'x', { type: 'marquee' }, ...message.blocks] };
  const options = { columns: 80, isColored: false };
  assert.equal(renderNotification(odd, options), renderNotification(message, options));
});

test('the terminal notifier writes what it is given, with its turn and channel, and takes it as sent', async () => {
  const texts: string[] = [];
  const notifier = terminalNotifier({ write: (text) => void texts.push(text), columns: 100 }, false);
  const posted = { channelId: '#security-critical', ts: 'a:1' };
  assert.deepEqual(await notifier.post(message, 'a:1'), { kind: 'sent', posted });
  assert.deepEqual(await notifier.edit(message, posted), { kind: 'sent', posted });
  assert.equal((await notifier.reply(message, posted, 'a:2')).kind, 'sent');
  for (const line of [/^── message to #security-critical$/m, /^── message edited in/m, /^── reply in/m, /^🔴 Critical: /m]) {
    assert.match(texts.join(''), line);
  }
  assert.equal(await notifier.find({ channel: '#x', entryId: 'a:1', thread: null, sinceMs: 0 }), 'unknown');
});

test('renderNotification() shows buttons in a row, and what is to be copied as it is', () => {
  const buttons = { ...makeInput(), hasButtons: true };
  const row = '[Acknowledge] [Snooze 1 h] [Snooze 24 h] [Snooze 7 d] [Expected source]';
  assert.ok(renderNotification(composeMessage(buttons), { columns: 80, isColored: false }).split('\n').includes(row));
  const copied = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a:\n  - b' }] }],
  };
  assert.equal(renderNotification({ blocks: [copied] }, { columns: 80, isColored: false }), '  a:\n    - b');
});

test('an answer for one person is shown on the terminal as such, and logged by its sentence', async () => {
  const texts: string[] = [];
  const logged: unknown[] = [];
  const whisper = { channelId: 'C0ALERTS', userId: 'U0ADMIN', text: 'This is over.', blocks: message.blocks };
  const toTerminal = terminalNotifier({ write: (text) => void texts.push(text), columns: 100 }, false);
  const toLog = logNotifier({ info: (event, fields) => void logged.push([event, fields]), error: assert.fail });
  assert.deepEqual([await toTerminal.whisper(whisper), await toLog.whisper(whisper)], [{ kind: 'sent' }, { kind: 'sent' }]);
  assert.match(texts.join(''), /^── answer to U0ADMIN alone in C0ALERTS$/m);
  assert.deepEqual(logged, [['whisper', { channel: 'C0ALERTS', text: 'This is over.' }]]);
});

test('the log notifier writes one entry a message: turn, channel, sentence, and the whole as text', async () => {
  const entries: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const log = {
    info: (event: string, fields: Readonly<Record<string, unknown>>) => void entries.push({ event, fields }),
    error: assert.fail,
  };
  const notifier = logNotifier(log);
  const posted = { channelId: '#security-critical', ts: 'a:1' };
  assert.deepEqual(await notifier.post(message, 'a:1'), { kind: 'sent', posted });
  await notifier.reply(message, posted, 'a:2');
  await notifier.edit(message, posted);
  assert.deepEqual(
    entries.map(({ event, fields }) => [event, fields['turn'], fields['channel'], fields['incidents'], fields['text']]),
    ['post', 'reply', 'edit'].map((turn) => ['message', turn, '#security-critical', 'bt-4f2a', message.text]),
  );
  assert.match(String(entries[0]?.fields['body']), /\nSource: 203\.0\.113\.7\n/);
  assert.ok(!String(entries[0]?.fields['body']).includes(escapeStart));
});
