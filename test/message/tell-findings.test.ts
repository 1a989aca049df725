import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tellStory } from '../../src/message/tell-finding.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { ThresholdRule } from '../../src/model/threshold-rule.ts';
import { doorOf, nowMs, ruleOf } from '../support/findings/example-network.ts';
import { makeCampaign } from '../support/findings/make-campaign.ts';
import { closedAgain, makeExposure } from '../support/findings/make-exposure.ts';
import { makeFirstStart } from '../support/findings/make-first-start.ts';
import { makeLockedOut } from '../support/findings/make-locked-out.ts';
import { makeNewDoor } from '../support/findings/make-new-door.ts';
import { inCompany, knownSweep, makeTargeted, verticalScan } from '../support/findings/make-targeted.ts';
import { makeThreshold, makeThresholdRule } from '../support/findings/make-threshold.ts';
import { everyKind } from '../support/message-examples.ts';
import { settings } from '../support/message-inputs.ts';

const tell = (finding: Finding) => tellStory(finding, settings, nowMs);
const fieldOf = (finding: Finding, label: string): string | undefined =>
  tell(finding).fields.find((field) => field.label === label)?.value;

for (const { finding } of everyKind) {
  test(`tellStory() fills the columns of its tables for ${finding.finding} (${finding.key}), and no cell is empty`, () => {
    const { kind, row, mixedRow, table } = tell(finding);
    assert.equal(row.length, kind.heading.length);
    for (const cells of table?.rows ?? []) assert.equal(cells.length, table?.heading.length);
    assert.ok([...row, ...mixedRow, ...(table?.rows.flat() ?? [])].every((cell) => cell !== ''));
  });
}

test('a source that aims at one service is told by it, with hours and days', () => {
  assert.equal(
    tell(makeTargeted()).sentence,
    'RDP on vm-db1 is being worked on from 203.0.113.7 (China): 120 attempts over 17 hours, third day.',
  );
});

test('shapes are named: many ports of one target, one port of many targets', () => {
  assert.match(tell(makeTargeted(verticalScan)).headline, /^11 ports of vm-db1 are being worked on /);
  assert.equal(fieldOf(makeTargeted(verticalScan), 'Shape'), '11 ports of one target');
  assert.match(tell(makeTargeted(knownSweep)).headline, /^RDP on vm-db1 and 8 other targets is being worked on /);
  assert.equal(fieldOf(makeTargeted(knownSweep), 'Shape'), 'one port of 9 targets');
});

test('a known scanner is labelled, a prefix tells its addresses', () => {
  assert.match(tell(makeTargeted(knownSweep)).headline, /\(known scanner Example Research\)$/);
  assert.match(
    tell(makeTargeted(inCompany)).sentence,
    /from 203\.0\.113\.0\/24 \(Netherlands\): 111 attempts by 40 addresses over 6 hours, first day\.$/,
  );
  assert.match(fieldOf(makeTargeted(inCompany), 'Sources') ?? '', /^40 addresses: 203\.0\.113\.10, .* and 36 more$/);
});

test('the numbers of a door that opened before the window are told as those of a day', () => {
  assert.doesNotMatch(tell(makeExposure()).sentence, /last 24 hours/);
  assert.match(
    tell(makeExposure({ openedAtMs: nowMs - 3 * 86_400_000 })).sentence,
    /were let in during the last 24 hours, and packets came back\.$/,
  );
});

test('an open door through which nobody came lately names no rule that it does not know', () => {
  const unused = makeExposure({ sourcesLetIn: 0, networksLetIn: 0, flows: 0, allowedBy: ruleOf('', 'unknown', '') });
  assert.equal(
    tell(unused).account,
    'Since 02:45 UTC anyone on the internet is let in: nobody was let in during the last 24 hours.',
  );
  assert.equal(fieldOf(unused, 'Deciding rule'), 'not seen during the last 24 hours');
});

test('a door whose opening was not seen stands open since then at the latest', () => {
  assert.equal(fieldOf(makeExposure(), 'Open since'), '2026-11-22 02:45 UTC, closed before');
  assert.equal(fieldOf(makeExposure({ before: 'unknown' }), 'Open since'), '2026-11-22 02:45 UTC at the latest');
});

test('what to do about a door that is closed again depends on whether anything answered', () => {
  assert.match(
    tell(makeExposure(closedAgain)).whatToDo,
    /^Check who signed in on vm-db1 while it stood open, from 02:45 to 03:10 UTC\.$/,
  );
  assert.match(tell(makeExposure({ ...closedAgain, replied: 'no' })).whatToDo, /^Nothing, if the closing was yours/);
});

test('let-ins on a port that is not watched are not said to be missing', () => {
  const never = { lastLetInAtMs: null } as const;
  assert.equal(fieldOf(makeLockedOut(never), 'Last let in'), 'not during the last 24 hours');
  assert.equal(fieldOf(makeLockedOut({ ...never, door: doorOf(8443) }), 'Last let in'), 'not recorded, the port is not watched');
});

test('a crowd is told with its usual size, its hours side by side', () => {
  const { headline, table } = tell(makeCampaign());
  assert.equal(headline, 'The crowd on Redis has grown: 64 networks in an hour, usually 9');
  assert.deepEqual(table?.rows.at(-1), ['02:00 to 03:00', '64', '9', '7.1 (high)']);
});

const rules: readonly (readonly [Partial<ThresholdRule>, string])[] = [
  [
    {},
    'at least 50 denied attempts on 3389/tcp RDP within 1 hour by one source, on at least 3 different targets, from anywhere but Japan',
  ],
  [
    { ports: null, distinct: null, per: 'prefix', countries: { only: ['CN'], except: [] } },
    'at least 50 denied attempts on the watched ports within 1 hour by one network, from China alone',
  ],
  [
    {
      count: 1,
      decision: 'allowed',
      withinMs: 86_400_000,
      per: 'source+target',
      distinct: null,
      countries: { only: [], except: [] },
    },
    'at least 1 allowed attempt on 3389/tcp RDP within 24 hours by one source on one target',
  ],
  [
    { withinMs: 15 * 60_000, per: 'port', distinct: { of: 'country', atLeast: 1 }, countries: { only: [], except: [] } },
    'at least 50 denied attempts on 3389/tcp RDP within 15 minutes on one port, from at least 1 different country',
  ],
];

for (const [fields, expected] of rules) {
  test(`a rule of the user reads: ${expected}`, () => {
    const rule = makeThresholdRule(fields);
    assert.equal(fieldOf(makeThreshold({ rule }), 'Rule'), `rdp-from-one-address: ${expected}`);
  });
}

const groups = [
  ['source', '203.0.113.7', '203.0.113.7 (China)'],
  ['prefix', '203.0.113.0/24', '203.0.113.0/24'],
  ['target', 'vm-db1', 'vm-db1'],
  ['port', '3389/tcp', 'RDP (3389/tcp)'],
  ['port', '8443/tcp', '8443/tcp'],
  ['country', 'CN', 'China'],
  ['country', '', 'an unknown country'],
  ['source+target', '203.0.113.7 at vm-db1', '203.0.113.7 at vm-db1'],
] as const;

for (const [per, group, expected] of groups) {
  test(`a rule by ${per} is met for ${expected}`, () => {
    assert.equal(fieldOf(makeThreshold({ rule: makeThresholdRule({ per }), group }), 'Met for'), expected);
  });
}

test('the first message says when the digest comes, what it tells and what it only counts', () => {
  assert.equal(fieldOf(makeFirstStart(), 'The digest comes'), 'every day at 08:00 (Europe/Berlin)');
  assert.match(
    fieldOf(makeFirstStart(), 'You will be told when') ?? '',
    /^a source that was denied gets in, .* or Knockwatch itself cannot see$/,
  );
  assert.match(fieldOf(makeFirstStart(), 'Only counted, for the digest, when') ?? '', /or someone new is let in$/);
});

test('the first message speaks of learning only while there is something to learn', () => {
  assert.match(fieldOf(makeFirstStart(), 'Learning what is usual') ?? '', /^until 2026-11-28 00:00 UTC; /);
  assert.equal(fieldOf(makeFirstStart({ learnsUntilMs: nowMs }), 'Learning what is usual'), undefined);
});

test('someone new is told by address, several by their number', () => {
  assert.match(tell(makeNewDoor()).headline, /^198\.51\.100\.77 \(Germany\) was let in to vm-db1 by SSH for the first time$/);
  assert.match(tell(makeNewDoor({ sources: ['192.0.2.1', '192.0.2.2'] })).headline, /^2 addresses were let in /);
});
