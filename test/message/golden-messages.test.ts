import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { renderNotification } from '../../src/adapters/console/render-notification.ts';
import { checkSlackLimits } from '../../src/message/check-slack-limits.ts';
import { composeMessage } from '../../src/message/compose-message.ts';
import type { MessageInput, ToldIncident } from '../../src/model/message-input.ts';
import {
  letInAtMs,
  makeBreakthrough,
  makeInput,
  makeTold,
  nowMs,
  settings,
  unanswered,
  unrecorded,
} from '../support/message-inputs.ts';

const day = 24 * 3_600_000;
const announced = {
  severity: 'critical' as const,
  replied: 'unknown' as const,
  atMs: nowMs,
  shown: makeBreakthrough(unrecorded),
  shownAtMs: nowMs,
};
const resolved = { state: 'resolved' as const, resolvedAtMs: letInAtMs + day + 600_000 };
const sources = ['203.0.113.7', '198.51.100.23', '192.0.2.44', '2001:db8:1:2::/64', '203.0.113.99', '198.51.100.200'] as const;
const countries = ['CN', 'US', '', 'NL', 'BR', 'VN'] as const;

const sharedTargets: [ToldIncident, ...ToldIncident[]] = [
  makeTold('bt-4f2a', makeBreakthrough()),
  makeTold('bt-77c0', makeBreakthrough({ ...unanswered, targetName: 'vm-db2' })),
];
const several: [ToldIncident, ...ToldIncident[]] = [
  makeTold('bt-0', makeBreakthrough()),
  ...sources
    .slice(1)
    .map((source, index) =>
      makeTold(
        `bt-${index + 1}`,
        makeBreakthrough({ ...(index % 2 === 0 ? unanswered : unrecorded), source, country: countries[index + 1] ?? '' }),
      ),
    ),
];

const examples: Readonly<Record<string, MessageInput>> = {
  'breakthrough-answered': makeInput(),
  'breakthrough-unanswered': makeInput({ incidents: [makeTold('bt-4f2a', makeBreakthrough(unanswered))] }),
  'breakthrough-replies-unknown': makeInput({ incidents: [makeTold('bt-4f2a', makeBreakthrough(unrecorded))] }),
  'breakthrough-ipv6-no-country': makeInput({
    incidents: [makeTold('bt-4f2a', makeBreakthrough({ source: '2001:db8:1:2::/64', country: '', letInAtMs: letInAtMs - day }))],
  }),
  'shared-by-one-source': makeInput({ incidents: sharedTargets }),
  'table-of-several': makeInput({ incidents: several, layout: 'table' }),
  'edit-newer-numbers': makeInput({
    turn: 'edit',
    reason: 'no-change',
    incidents: [makeTold('bt-4f2a', makeBreakthrough({ letInFlows: 41, packetsReceived: 2_210, bytesReceived: 1_840_000 }))],
  }),
  'edit-resolved': makeInput({
    turn: 'edit',
    reason: 'resolved',
    detail: '',
    atMs: letInAtMs + day + 600_000,
    incidents: [makeTold('bt-4f2a', makeBreakthrough(), resolved)],
  }),
  'edit-table-resolved': makeInput({
    turn: 'edit',
    reason: 'resolved',
    detail: '',
    layout: 'table',
    atMs: letInAtMs + day + 600_000,
    incidents: [makeTold('bt-0', makeBreakthrough(), resolved), ...several.slice(1).map((told) => ({ ...told, ...resolved }))],
  }),
  'reply-packets-came-back': makeInput({
    turn: 'reply',
    reason: 'got-through',
    detail: 'packets came back; it was unknown when it was told',
    incidents: [makeTold('bt-4f2a', makeBreakthrough(), { announced })],
  }),
  'reply-severity-rose': makeInput({
    turn: 'reply',
    reason: 'severity-rose',
    detail: 'critical now, medium when it was told',
    incidents: [makeTold('bt-4f2a', makeBreakthrough(), { announced: { ...announced, severity: 'medium', replied: 'no' } })],
  }),
  'reply-returned': makeInput({
    turn: 'reply',
    reason: 'returned',
    detail: 'seen again 3 days after it was resolved',
    settings: { ...settings, slack: { ...settings.slack, criticalChannel: '' } },
    incidents: [makeTold('bt-4f2a', makeBreakthrough(), { announced })],
  }),
};

for (const [name, input] of Object.entries(examples)) {
  test(`the message ${name} reads as its golden files`, async () => {
    const notification = composeMessage(input);
    await matchesGolden(`${name}.json`, `${JSON.stringify(notification, null, 2)}\n`);
    await matchesGolden(`${name}.txt`, `${renderNotification(notification, { columns: 80, isColored: false })}\n`);
  });

  test(`the message ${name} is within Slack's limits`, () => {
    assert.deepEqual(checkSlackLimits(composeMessage(input)), []);
  });
}

/** With `UPDATE_GOLDEN=1` the file is written instead. */
async function matchesGolden(name: string, actual: string): Promise<void> {
  const file = new URL(`../golden/messages/${name}`, import.meta.url);
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, actual);
  assert.equal(actual, await readFile(file, 'utf8'));
}
