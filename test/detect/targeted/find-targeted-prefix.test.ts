import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { findSuppressions } from '../../../src/detect/find-suppressions.ts';
import type { Targeted } from '../../../src/model/findings/targeted.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import { at, denied, type Line, settingsWith, targetNamed } from '../../support/facts-builder.ts';
import { findIn, only } from './find-in.ts';

const { watchedPorts } = defaultDetectionSettings;
const usual = settingsWith({ watchedPorts });
const targets = Array.from({ length: 12 }, (_, i) => `vm-${i}`);
const everyScore: DetectionSettings = { ...usual, bounds: { ...usual.bounds, targeted: { low: 0, medium: 60, high: 80 } } };

/** Denials at twelve targets, a tenth of them on RDP. */
const others = targets.flatMap((target, i) => [
  denied('12:00', `198.51.${i}.1`, target, 23, { flows: 9 }),
  denied('12:00', `198.51.${i}.1`, target, 3389, { flows: 1 }),
]);

const member = (i: number): string => `203.0.113.${i}`;
const hourOf = (i: number): string => `${10 + (i % 6)}:00`;

/** So many sources of one /24 with three attempts each, the first nine with two: 111 of forty, in six hours. */
const company = (sources: number, target = 'vm-1', port = 3389): Line[] =>
  Array.from({ length: sources }, (_, i) => denied(hourOf(i), member(i), target, port, { flows: i < 9 ? 2 : 3 }));

const prefixIn = (lines: readonly Line[], settings = usual): Targeted | undefined =>
  findIn(lines, settings).find(({ scope }) => scope === 'prefix');

suite('a prefix that works on a target together', () => {
  test('40 sources of one /24 with 111 attempts on RDP of one target in 6 hours, first day: 70', () => {
    const finding = only(findIn([...others, ...company(40)], usual));
    assert.deepEqual([finding.key, finding.scope, finding.severity], ['203.0.113.0/24', 'prefix', 'medium']);
    assert.equal(Math.round(finding.score), 70);
    const { focus, ports, hours, days, rarity, company: points, weightFactor, aimFactor } = finding.parts;
    assert.deepEqual(
      [focus, ports, hours, days, rarity, points, weightFactor, aimFactor].map((value) => Math.round(value * 100) / 100),
      [40, 0, 9.2, 0, 0.4, 15, 1.08, 1],
    );
    assert.deepEqual(
      [finding.inputs.attempts, finding.inputs.company, finding.inputs.days, finding.inputs.targetsWorkedOn],
      [111, 40, 1, 1],
    );
  });

  test('it tells its sources, most attempts first, twenty at most', () => {
    const finding = prefixIn([...others, ...company(40), denied('15:10', member(7), 'vm-1', 3389, { flows: 2 })]);
    assert.equal(finding?.memberCount, 40);
    assert.equal(finding?.members.length, 20);
    assert.deepEqual(finding?.members.slice(0, 3), [member(7), member(10), member(11)]);
    assert.deepEqual(finding?.sources, ['203.0.113.0/24']);
    assert.deepEqual(
      [finding?.firstDeniedAtMs, finding?.lastDeniedAtMs, finding?.lastSeenAtMs],
      [at('10:00'), at('15:10'), at('15:15')],
    );
  });

  test('it opens with the slot in which attempts, hours and company together reached the lowest bound', () => {
    // 11:00: 38 attempts, 14 sources, (23.2 + 0 + 9.3 + 0.4) · 1.08 = 35.6; 12:00: 57 and 21, (30.2 + 3.4 + 12.3 + 0.4) · 1.08 = 50.1
    assert.equal(prefixIn([...others, ...company(40)])?.openedAtMs, at('12:00'));
  });

  test('a suppression of its range covers it, one of a single source does not', () => {
    const finding = prefixIn([...others, ...company(40)]);
    assert.ok(finding);
    const suppression = (source: string) => ({ finding: null, source, target: null, port: null, reason: 'test', expiresAtMs: 0 });
    const covering = findSuppressions({ ...usual, suppressions: [suppression('203.0.112.0/23'), suppression(member(7))] })(
      finding,
    );
    assert.deepEqual(
      covering.map(({ source }) => source),
      ['203.0.112.0/23'],
    );
  });

  test('four sources at a door are none, whatever they do elsewhere', () => {
    const apart = company(40).map((line, i) => ({ ...line, target: targets[i % 12] ?? '' }));
    assert.equal(prefixIn([...others, ...apart], everyScore), undefined);
    assert.equal(prefixIn([...others, ...company(4)], everyScore), undefined);
    assert.equal(prefixIn([...others, ...company(5)], everyScore)?.inputs.company, 5);
  });

  test('sources of another /24 are not of it', () => {
    const elsewhere = company(40).map((line, i) => ({ ...line, source: i < 20 ? line.source : `203.0.114.${i}` }));
    const found = findIn([...others, ...elsewhere], everyScore).filter(({ scope }) => scope === 'prefix');
    assert.deepEqual(
      found.map(({ key, inputs }) => [key, inputs.company]),
      [
        ['203.0.113.0/24', 20],
        ['203.0.114.0/24', 20],
      ],
    );
  });

  test('an IPv6 prefix is a /48', () => {
    const lines = company(40).map((line, i) => ({ ...line, source: `2001:db8:7:${(i + 1).toString(16)}::/64` }));
    const finding = only(findIn([...others, ...lines], usual));
    assert.deepEqual([finding.key, finding.members[0]], ['2001:db8:7::/48', '2001:db8:7:10::/64']);
    assert.equal(Math.round(finding.score), 70);
  });

  test('of active days the largest of its sources counts', () => {
    const before = [18, 19, 20].flatMap((day) => [
      denied(`2026-11-${day} 09:00`, member(10), 'vm-1', 3389, { flows: 3 }),
      denied(`2026-11-${day} 09:00`, member(11 + day), 'vm-1', 3389, { flows: 3 }),
    ]);
    assert.equal(prefixIn([...others, ...company(40), ...before])?.inputs.days, 4);
  });

  test('its own denials are not of the share, those that histories do not keep neither', () => {
    assert.equal(prefixIn([...others, ...company(40)])?.inputs.share, 0.1);
  });

  test('an expected source is not of the company', () => {
    const expectedSources = [{ label: 'office', sources: ['203.0.113.0/28'], ports: [6 * 65536 + 3389], targets: [] }];
    const finding = prefixIn([...others, ...company(40)], { ...usual, expectedSources });
    // 16 sources with 39 attempts are left out.
    assert.deepEqual([finding?.inputs.company, finding?.inputs.attempts, finding?.memberCount], [24, 72, 24]);
  });

  test('it belongs to a known scanner where all its sources do', () => {
    const settings = (sources: readonly string[]) => ({ ...everyScore, knownScanners: [{ label: 'Example Research', sources }] });
    const lines = [...others, ...company(40)];
    assert.equal(prefixIn(lines, settings(['203.0.113.0/24']))?.scanner, 'Example Research');
    assert.equal(prefixIn(lines, settings(['203.0.113.0/27', '203.0.113.32/29']))?.scanner, 'Example Research');
    assert.equal(prefixIn(lines, settings(['203.0.113.0/27']))?.scanner, '');
  });
});

suite('a prefix that touches everything', () => {
  test('twice by each source, so that no history keeps it, is aimed at nobody', () => {
    const sweep = targets.flatMap((target) => company(40, target).map((line) => ({ ...line, flows: 2 })));
    const finding = prefixIn([...others, ...sweep], everyScore);
    assert.deepEqual([finding?.inputs.attempts, finding?.inputs.targetsWorkedOn, finding?.score], [80, 12, 0]);
  });

  test('fewer than three touches of a target do not count, as many as there are sources', () => {
    // Ten attempts on the top target, of which two are more than a tenth.
    const few = company(5).map((line) => ({ ...line, flows: 2 }));
    const touches = (count: number): Line[] => Array.from({ length: count }, (_, i) => denied('11:00', member(i), 'vm-2', 3389));
    const targetsWith = (count: number) => prefixIn([...others, ...few, ...touches(count)], everyScore)?.inputs.targetsWorkedOn;
    assert.deepEqual([targetsWith(2), targetsWith(3)], [1, 2]);
  });

  test('a single touch of each other target does not hide that it works on one', () => {
    const touches = targets.map((target) => denied('11:00', member(1), target, 3389));
    assert.equal(prefixIn([...others, ...company(40), ...touches])?.inputs.targetsWorkedOn, 1);
  });
});

suite('a prefix and its sources', () => {
  const hammer = (i: number, target: string, port = 3389): Line[] =>
    Array.from({ length: 14 }, (_, hour) =>
      denied(`${String(hour + 8).padStart(2, '0')}:05`, member(i), target, port, { flows: 10 }),
    );
  const keys = (lines: readonly Line[], settings = usual): string[] => findIn(lines, settings).map(({ key }) => key);

  test('a source that works on the same target is part of it', () => {
    assert.deepEqual(keys([...others, ...hammer(1, 'vm-1')]), [member(1)], 'alone it is one');
    assert.deepEqual(keys([...others, ...company(40), ...hammer(1, 'vm-1')]), ['203.0.113.0/24']);
    assert.deepEqual(keys([...others, ...company(40), ...hammer(1, 'vm-1', 22)]), ['203.0.113.0/24'], 'at another port');
  });

  test('a source that works on another target stays one of its own', () => {
    const many = Array.from({ length: 5 }, () => company(40)).flat();
    assert.deepEqual(keys([...others, ...many, ...hammer(1, 'vm-2')]), ['203.0.113.0/24', member(1)]);
  });

  test('a source that is graver than its prefix is told beside it', () => {
    // The others of the prefix work on more targets, which makes the whole less aimed.
    const spread = targets.slice(2, 5).flatMap((target) => company(40, target));
    const gold = [{ name: 'vm-gold', match: targetNamed('vm-1').mac, criticality: 1.2 }];
    const lines = [...others, ...company(40), ...hammer(1, 'vm-1'), ...hammer(1, 'vm-1', 445), ...spread];
    const found = findIn(lines, { ...usual, targets: gold });
    assert.deepEqual(
      found.map(({ key, severity }) => [key, severity]),
      [
        ['203.0.113.0/24', 'low'],
        [member(1), 'high'],
      ],
    );
  });
});

test('targets of the same name are told apart', () => {
  const lines = [...others, ...company(40), ...company(40, 'vm-2')];
  const named = ['vm-1', 'vm-2'].map((name) => ({ name: 'twin', match: targetNamed(name).mac, criticality: 1 }));
  const [one, other] = [
    findIn(lines, { ...everyScore, targets: named }),
    findIn(lines.toReversed(), { ...everyScore, targets: named }),
  ];
  assert.deepEqual(
    one.map(({ door }) => door.target.mac),
    other.map(({ door }) => door.target.mac),
  );
});
