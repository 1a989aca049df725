import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkSlackLimits } from '../../src/message/check-slack-limits.ts';
import { escapeText } from '../../src/message/clean-text.ts';
import { composeMessage } from '../../src/message/compose-message.ts';
import type { Breakthrough } from '../../src/model/findings/breakthrough.ts';
import type { Door } from '../../src/model/findings/finding-core.ts';
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

/** Strings that try to become markup, to hide, to reorder a line or to be too long. */
const hostile = fc.oneof(
  fc.constantFrom(
    '',
    '<!channel>',
    '<!subteam^S0ONCALL>',
    '<@U0ADMIN>',
    '<https://evil.example|Azure portal>',
    '*bold* _i_ ~s~ `c` :fire:',
    '&amp; &lt;',
    '\u202egnp.exe\u202c',
    '\u0000\u0007\u001b[31m',
    '\u2028\r\n\t',
    '"\\"\\',
    '👩‍👩‍👧‍👦🇨🇳',
    '\ud800',
    '\u200b\u2066',
    '<!channel>'.repeat(1_000),
    '"'.repeat(10_000),
    '<&>'.repeat(4_000),
    '💣'.repeat(5_000),
    '\u202e'.repeat(10_000),
    `${'x'.repeat(49)}<!here>`,
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

const amount = fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 1_000_000_000 }), fc.constant(Number.MAX_SAFE_INTEGER));
const moment = fc.integer({ min: nowMs - 30 * 86_400_000, max: nowMs });
const replied = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);
const severity = fc.constantFrom('low' as const, 'medium' as const, 'high' as const, 'critical' as const);
const rule = fc.record({
  name: hostile,
  acl: fc.oneof(
    hostile,
    hostile.map((name) => `/x/networkSecurityGroups/${name}`),
  ),
});
const target = fc.record({ mac: hostile, address: hostile, resource: hostile.map((name) => `/x/virtualNetworks/${name}`) });
const door = fc.record({ target, port: fc.nat({ max: 65_535 }), protocol: fc.nat({ max: 255 }) });

const breakthrough: fc.Arbitrary<Breakthrough> = fc
  .record({
    severity,
    source: hostile,
    country: fc.oneof(fc.constantFrom('CN', 'ZZ', '', 'GB', 'XX'), hostile),
    targetName: hostile,
    door,
    replied,
    denials: amount,
    letInFlows: amount,
    packetsReceived: amount,
    bytesReceived: amount,
    letInAtMs: moment,
    firstDeniedAtMs: moment,
    lastSeenAtMs: moment,
    allowedBy: rule,
    deniedBy: rule,
    deniedDoors: fc.array(
      door.chain((each) => amount.map((flows) => ({ ...each, flows }))),
      { maxLength: 12 },
    ),
    letInDoors: fc.array(
      fc
        .tuple(door, moment, amount, replied, rule)
        .map(([each, at, flows, answer, by]) => letInDoor(each, at, flows, answer, by)),
      { maxLength: 12 },
    ),
    why: fc.array(hostile, { maxLength: 12 }),
  })
  .map((fields) => makeBreakthrough(fields));

function letInDoor(
  door: Door,
  letInAtMs: number,
  flows: number,
  replied: Breakthrough['replied'],
  allowedBy: Breakthrough['allowedBy'],
) {
  return { ...door, letInAtMs, flows, replied, allowedBy };
}

const told: fc.Arbitrary<ToldIncident> = fc
  .record({ id: hostile, finding: breakthrough, severity, isResolved: fc.boolean() })
  .map(({ id, finding, isResolved, severity: worst }) =>
    makeTold(id, finding, {
      severity: worst,
      ...(isResolved ? { state: 'resolved' as const, resolvedAtMs: nowMs } : {}),
    }),
  );

const anyInput: fc.Arbitrary<MessageInput> = fc
  .record({
    turn: fc.constantFrom('post' as const, 'reply' as const, 'edit' as const),
    reason: fc.constantFrom(
      'first' as const,
      'severity-rose' as const,
      'got-through' as const,
      'returned' as const,
      'no-change' as const,
    ),
    detail: hostile,
    layout: fc.constantFrom('full' as const, 'table' as const),
    first: told,
    rest: fc.oneof(
      { arbitrary: fc.array(told, { maxLength: 3 }), weight: 9 },
      { arbitrary: fc.array(told, { minLength: 60, maxLength: 99 }), weight: 1 },
    ),
    version: hostile,
    name: hostile,
    mention: fc.oneof(fc.constantFrom('U0ADMIN', 'S0ONCALL', 'here', '@channel'), hostile),
  })
  .map(({ first, rest, version, name, mention, ...fields }) =>
    makeInput({
      ...fields,
      incidents: [first, ...rest],
      settings: {
        ...settings,
        version,
        watchedPorts: [{ port: 3389, protocol: 6, weight: 8, name }],
        slack: { ...settings.slack, mention: { critical: mention, high: mention } },
      },
    }),
  );

test('composeMessage() stays within the limits of Slack whatever the names are', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      assert.deepEqual(checkSlackLimits(composeMessage(input)), []);
    }),
    { numRuns: 100 },
  );
});

test('composeMessage() uses no block or text that reads markup, and escapes text', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const { blocks, text } = composeMessage(input);
      assert.doesNotMatch(JSON.stringify(blocks), /"type":"(?:mrkdwn|markdown|link|section|actions)"/);
      assert.doesNotMatch(text, /[<>]|&(?!amp;|lt;|gt;)/);
    }),
    { numRuns: 100 },
  );
});

test('composeMessage() lets no control, bidirectional or broken character through', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const { blocks, text } = composeMessage(input);
      for (const shown of [text, ...textsIn(blocks)]) {
        assert.ok(shown.isWellFormed(), shown);
        assert.doesNotMatch(shown.replace(/\n$/, ''), /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u);
      }
    }),
    { numRuns: 100 },
  );
});

test('composeMessage() mentions only whom the settings name', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const who = (input.settings.slack.mention.critical ?? '').replace(/^@/, '');
      for (const mentioned of mentionsIn(composeMessage(input).blocks)) assert.equal(mentioned, who);
    }),
    { numRuns: 100 },
  );
});

test('composeMessage() says that nothing answered only where the log says so', () => {
  for (const fields of [{}, unrecorded]) {
    const message = composeMessage(makeInput({ incidents: [makeTold('a', makeBreakthrough({ ...fields, why: [] }))] }));
    assert.doesNotMatch(JSON.stringify(message), /nothing answered/i);
  }
  const message = composeMessage(makeInput({ incidents: [makeTold('a', makeBreakthrough(unanswered))] }));
  assert.match(message.text, /Nothing answered\.$/);
});

test('composeMessage() says of unrecorded replies which rule let it in and that the log does not record them', () => {
  const { text } = composeMessage(makeInput({ incidents: [makeTold('a', makeBreakthrough(unrecorded))] }));
  assert.match(text, /Let in by rule AllowRdp; this log does not record replies\.$/);
  assert.doesNotMatch(text, /got into/);
});

test('composeMessage() sends critical messages to their channel where one is set, others to the channel', () => {
  const medium = makeInput({ incidents: [makeTold('a', makeBreakthrough(unanswered))] });
  const onlyOne = { ...settings, slack: { ...settings.slack, criticalChannel: '' } };
  assert.equal(composeMessage(makeInput()).channel, '#security-critical');
  assert.equal(composeMessage(medium).channel, '#security');
  assert.equal(composeMessage(makeInput({ settings: onlyOne })).channel, '#security');
});

const mentionCases = [
  ['U0ADMIN', { type: 'user', user_id: 'U0ADMIN' }],
  ['S0ONCALL', { type: 'usergroup', usergroup_id: 'S0ONCALL' }],
  ['here', { type: 'broadcast', range: 'here' }],
  ['@channel', { type: 'broadcast', range: 'channel' }],
] as const;

for (const [who, element] of mentionCases) {
  test(`composeMessage() mentions ${who} by an element of its own, at the severity it is set for`, () => {
    const withMention = { ...settings, slack: { ...settings.slack, mention: { critical: who } } };
    const post = composeMessage(makeInput({ settings: withMention }));
    const medium = composeMessage(makeInput({ settings: withMention, incidents: [makeTold('a', makeBreakthrough(unanswered))] }));
    assert.ok(JSON.stringify(post.blocks).includes(JSON.stringify(element)));
    assert.deepEqual(mentionsIn(medium.blocks), []);
  });
}

test('composeMessage() mentions nobody in a message that is resolved', () => {
  const over = makeTold('a', makeBreakthrough(), { state: 'resolved', resolvedAtMs: nowMs });
  assert.deepEqual(mentionsIn(composeMessage(makeInput({ turn: 'edit', reason: 'resolved', incidents: [over] })).blocks), []);
});

test('composeMessage() puts the gravest finding on top and keeps the order of the incidents for its metadata', () => {
  const medium = makeTold('a', makeBreakthrough(unanswered));
  const critical = makeTold('b', makeBreakthrough({ targetName: 'vm-web1' }));
  const { text, severity, incidentIds } = composeMessage(makeInput({ incidents: [medium, critical] }));
  assert.match(text, /^Critical: 203\.0\.113\.7 \(China\) got into vm-web1 by RDP/);
  assert.equal(severity, 'critical');
  assert.deepEqual(incidentIds, ['a', 'b']);
});

test('composeMessage() strikes through a finding that is over while another of its message goes on', () => {
  const over = makeTold('a', makeBreakthrough(), { state: 'resolved', resolvedAtMs: nowMs });
  const on = makeTold('b', makeBreakthrough({ ...unanswered, targetName: 'vm-web1' }));
  const { blocks, text } = composeMessage(makeInput({ turn: 'edit', reason: 'no-change', incidents: [over, on] }));
  assert.match(text, /vm-web1/);
  assert.deepEqual(struckIn(blocks), [
    '203.0.113.7 (China) got into vm-db1 by RDP between 03:10 and 03:15 UTC after 27 denied attempts. Packets came back.',
  ]);
});

test('composeMessage() tells the findings that one message has no room for in a table, and loses none', () => {
  const incidents = Array.from({ length: 12 }, (_, index) =>
    makeTold(`id-${index}`, makeBreakthrough({ targetName: `vm-${index}` })),
  );
  const [first = makeTold('x', makeBreakthrough()), ...rest] = incidents;
  const json = JSON.stringify(composeMessage(makeInput({ incidents: [first, ...rest] })).blocks);
  for (let index = 0; index < 12; index++)
    assert.ok(json.includes(`"vm-${index}"`) || json.includes(`vm-${index} (`), `vm-${index}`);
});

test('composeMessage() counts what not even the table has room for', () => {
  const rest = Array.from({ length: 98 }, (_, index) => makeTold(`id-${index}`, makeBreakthrough()));
  const { blocks } = composeMessage(makeInput({ incidents: [makeTold('x', makeBreakthrough()), ...rest], layout: 'table' }));
  const table = JSON.stringify(blocks).match(/"rows":(\[\[.*?\]\])/)?.[1] ?? '';
  const rows = JSON.parse(table).length - 1;
  assert.ok(rows > 10, `${rows} rows`);
  assert.ok(JSON.stringify(blocks).includes(`and ${99 - rows} more incidents`));
});

test('composeMessage() is pure: the same input gives the same message', () => {
  assert.deepEqual(composeMessage(makeInput()), composeMessage(makeInput()));
});

test('composeMessage() names denials at another target as such', () => {
  const elsewhere = { mac: '0022480000BB', address: '10.0.0.9', resource: '' };
  const finding = makeBreakthrough({ deniedDoors: [{ target: elsewhere, port: 3389, protocol: 6, flows: 27 }] });
  const json = JSON.stringify(composeMessage(makeInput({ incidents: [makeTold('a', finding)] })).blocks);
  assert.ok(json.includes('27 denied (27 on 3389/tcp of 10.0.0.9), then 3 let in'));
});

test('composeMessage() gives the date where the let-in was not today', () => {
  const { text } = composeMessage(makeInput({ atMs: letInAtMs + 86_400_000 }));
  assert.match(text, /between 03:10 and 03:15 UTC on 2026-11-22/);
});

test('escapeText() escapes the three characters of markup and nothing else', () => {
  assert.equal(escapeText('<!channel> & *b*'), '&lt;!channel&gt; &amp; *b*');
});

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}

function mentionsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(mentionsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['user_id', 'usergroup_id', 'range'].includes(key) ? [inner] : mentionsIn(inner),
  );
}

function struckIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(struckIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('style' in value && JSON.stringify(value.style).includes('strike') && 'text' in value) return [value.text];
  return Object.values(value).flatMap(struckIn);
}
