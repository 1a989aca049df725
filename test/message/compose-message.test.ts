import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkSlackLimits } from '../../src/message/check-slack-limits.ts';
import { escapeText } from '../../src/message/clean-text.ts';
import { composeMessage } from '../../src/message/compose-message.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { MessageInput, MessageReason, ToldIncident } from '../../src/model/message-input.ts';
import { letInAtMs, nowMs } from '../support/findings/example-network.ts';
import { makeBlind } from '../support/findings/make-blind.ts';
import { makeBreakthrough, unanswered, unrecorded } from '../support/findings/make-breakthrough.ts';
import { makeFirstStart } from '../support/findings/make-first-start.ts';
import { makeTargeted } from '../support/findings/make-targeted.ts';
import { hostileText as hostile, hostileFinding } from '../support/hostile-findings.ts';
import { announcedOf } from '../support/make-incident.ts';
import { everyKind } from '../support/message-examples.ts';
import { makeInput, makeTold, settings } from '../support/message-inputs.ts';
import { mentionsIn, struckIn, textsIn } from '../support/parts-of-message.ts';

const severity = fc.constantFrom('low' as const, 'medium' as const, 'high' as const, 'critical' as const);

const who = { by: 'U0PRESSED', atMs: nowMs - 3_600_000 };
const silence: fc.Arbitrary<ToldIncident['silence']> = fc.constantFrom(
  null,
  { ...who, kind: 'acknowledged' },
  { ...who, kind: 'snoozed', untilMs: nowMs + 7 * 86_400_000 },
);

const told: fc.Arbitrary<ToldIncident> = fc
  .record({ id: hostile, finding: hostileFinding, severity, isResolved: fc.boolean(), isAnnounced: fc.boolean(), silence })
  .map(({ id, finding, isResolved, isAnnounced, silence: asked, severity: worst }) =>
    makeTold(id, finding, {
      severity: worst,
      silence: asked,
      announced: isAnnounced ? announcedOf(finding) : null,
      ...(isResolved ? { state: 'resolved' as const, resolvedAtMs: nowMs } : {}),
    }),
  );

const anyInput: fc.Arbitrary<MessageInput> = fc
  .record({
    turn: fc.constantFrom('post' as const, 'reply' as const, 'edit' as const),
    reason: fc.constantFrom(
      'first' as const,
      'severity-rose' as const,
      'score-rose' as const,
      'new-kind' as const,
      'new-target' as const,
      'got-through' as const,
      'returned' as const,
      'no-change' as const,
      'resolved' as const,
      'silenced' as const,
    ),
    hasButtons: fc.boolean(),
    carrierId: fc.stringMatching(/^[a-z2-9]{8}$/),
    detail: hostile,
    late: fc.constantFrom(null, { fromMs: nowMs - 7_200_000, toMs: nowMs }),
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
        digest: { hour: 8, timeZone: name },
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
    { numRuns: 120 },
  );
});

test('composeMessage() uses no block or text that reads markup, and escapes text', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const { blocks, text } = composeMessage(input);
      assert.doesNotMatch(JSON.stringify(blocks), /"type":"(?:mrkdwn|markdown|link|section)"/);
      assert.doesNotMatch(text, /[<>]|&(?!amp;|lt;|gt;)/);
    }),
    { numRuns: 120 },
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
    { numRuns: 120 },
  );
});

test('composeMessage() mentions only whom the settings name, and names who pressed a button', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const named = ['U0PRESSED', (input.settings.slack.mention.critical ?? '').replace(/^@/, '')];
      for (const mentioned of mentionsIn(composeMessage(input).blocks)) assert.ok(named.includes(String(mentioned)));
    }),
    { numRuns: 120 },
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
  assert.match(text, /Let in by NSG user rule AllowRdp; this log does not record replies\.$/);
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
    assert.ok(json.includes(`"RDP on vm-${index}"`) || json.includes(`"vm-${index} (`), `vm-${index}`);
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

test('composeMessage() sends what Knockwatch is blind to to its own channel where one is set, and mentions who is set for ops', () => {
  const blind = [makeTold('a', makeBlind())] as const;
  const slack = { ...settings.slack, mention: { ops: 'U0OPS' } };
  const message = composeMessage(makeInput({ incidents: blind, settings: { ...settings, slack } }));
  assert.equal(message.channel, '#ops');
  assert.deepEqual(mentionsIn(message.blocks), ['U0OPS']);
  const onlyOne = { ...settings, slack: { ...slack, opsChannel: '' } };
  assert.equal(composeMessage(makeInput({ incidents: blind, settings: onlyOne })).channel, '#security');
});

test('composeMessage() sends the first message to the channel of all others and wakes nobody', () => {
  const slack = { ...settings.slack, mention: { ops: 'U0OPS', low: 'here' } };
  const incidents = [makeTold('a', makeFirstStart())] as const;
  const message = composeMessage(makeInput({ incidents, settings: { ...settings, slack } }));
  assert.equal(message.channel, '#security');
  assert.deepEqual(mentionsIn(message.blocks), []);
});

test('composeMessage() leaves the first message as it is when its incident is over', () => {
  const over = makeTold('a', makeFirstStart(), { state: 'resolved', resolvedAtMs: nowMs });
  const { text, blocks } = composeMessage(makeInput({ turn: 'edit', reason: 'resolved', incidents: [over] }));
  assert.match(text, /^Knockwatch: Now watching 12 targets/);
  assert.deepEqual(struckIn(blocks), []);
});

for (const { finding } of everyKind) {
  test(`composeMessage() tells ${finding.finding} with its severity and a whole sentence first (${finding.key})`, () => {
    const { text, severity } = composeMessage(makeInput({ incidents: [makeTold('a', finding)] }));
    assert.match(text, /^(?:Critical|High|Medium|Low|Knockwatch): \S.*[.?]$/);
    assert.equal(severity, finding.severity);
  });
}

test('escapeText() escapes the three characters of markup and nothing else', () => {
  assert.equal(escapeText('<!channel> & *b*'), '&lt;!channel&gt; &amp; *b*');
});

test('a reply that tells of a break-in is shown to the whole channel, others only to who follows the thread', () => {
  const reply = (finding: Finding, reason: MessageReason) =>
    composeMessage(makeInput({ turn: 'reply', reason, incidents: [makeTold('a', finding)] })).isBroadcast;
  assert.equal(reply(makeBreakthrough(), 'got-through'), true);
  assert.equal(reply(makeTargeted(), 'severity-rose'), false);
  assert.equal(composeMessage(makeInput({ incidents: [makeTold('a', makeBreakthrough())] })).isBroadcast, false);
});
