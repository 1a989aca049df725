import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { queueMessage } from '../../src/incident/queue-message.ts';
import { recordReason } from '../../src/incident/record-reason.ts';
import type { OutboxEntry, Reason } from '../../src/model/incident.ts';
import { makeIncident } from '../support/make-incident.ts';

type Kind = OutboxEntry['kind'];

const notification = (text: string) => ({
  channel: '#alerts',
  text,
  blocks: [],
  severity: 'medium' as const,
  isBroadcast: false,
  incidentIds: ['abc'],
});
const queue = (outbox: readonly OutboxEntry[], kind: Kind, text: string) =>
  queueMessage(outbox, 'abc', kind, notification(text), 1000);
const sent = (entry: OutboxEntry): OutboxEntry => ({
  ...entry,
  delivery: { step: 'sent', channelId: 'C1', ts: '1', atMs: 1 },
});
const sending = (entry: OutboxEntry): OutboxEntry => ({ ...entry, delivery: { step: 'sending', sinceMs: 1 } });
const shown = (outbox: readonly OutboxEntry[]) => outbox.map(({ id, kind, notification: { text } }) => `${id} ${kind} ${text}`);

suite('queueMessage()', () => {
  test('numbers entries from 1', () => {
    assert.deepEqual(shown(queue(queue([], 'post', 'a'), 'reply', 'b')), ['abc:1 post a', 'abc:2 reply b']);
  });

  test('lets a waiting post and a waiting edit be overtaken, and keeps every reply', () => {
    const turns: [Kind, string][] = [
      ['post', 'a'],
      ['post', 'b'],
      ['edit', 'c'],
      ['reply', 'd'],
      ['edit', 'e'],
      ['reply', 'f'],
    ];
    const outbox = turns.reduce<OutboxEntry[]>((entries, [kind, text]) => queue(entries, kind, text), []);
    assert.deepEqual(shown(outbox), ['abc:1 post b', 'abc:3 reply d', 'abc:4 reply f', 'abc:2 edit e']);
  });

  test('does not touch an edit that is being sent', () => {
    const outbox = queue([], 'edit', 'a').map(sending);
    assert.deepEqual(shown(queue(outbox, 'edit', 'b')), ['abc:1 edit a', 'abc:2 edit b']);
  });

  test('keeps the last three that are settled, and never gives a number twice', () => {
    let outbox: OutboxEntry[] = [];
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) outbox = queue(outbox.map(sent), 'edit', text);
    assert.deepEqual(shown(outbox), ['abc:3 edit c', 'abc:4 edit d', 'abc:5 edit e', 'abc:6 edit f']);
  });

  test('never drops what is being sent, however old', () => {
    let outbox = queue([], 'reply', 'slow').map(sending);
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      outbox = queue(outbox, 'edit', text).map((entry) => (entry.kind === 'edit' ? sent(entry) : entry));
    }
    assert.equal(shown(outbox)[0], 'abc:1 reply slow');
  });
});

suite('recordReason()', () => {
  const told = (reasons: readonly Reason[]) =>
    reasons.reduce((incident, reason, i) => recordReason(incident, { reason, detail: `${i}` }, i), makeIncident({ reasons: [] }));

  test('keeps a reason only where it differs from the one before', () => {
    const { reasons } = told(['first', 'no-change', 'no-change', 'severity-rose']);
    assert.deepEqual(
      reasons.map(({ reason, detail }) => `${reason} ${detail}`),
      ['first 0', 'no-change 1', 'severity-rose 3'],
    );
  });

  test('keeps the newest 200 changes', () => {
    const { reasons } = told(Array.from({ length: 250 }, (_, i) => (i % 2 === 0 ? 'suppressed' : 'no-change')));
    assert.deepEqual([reasons.length, reasons[0]?.detail, reasons.at(-1)?.detail], [200, '50', '249']);
  });
});
