import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import type { ScoreParts, Targeted } from '../../../src/model/findings/targeted.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import { allowed, at, denied, type Line, settingsWith, targetNamed } from '../../support/facts-builder.ts';
import { findIn, only } from './find-in.ts';

const attacker = '203.0.113.7';
const { watchedPorts } = defaultDetectionSettings;
const usual = settingsWith({ watchedPorts });
const boundsFrom = (low: number): DetectionSettings['bounds'] => ({
  ...usual.bounds,
  targeted: { low, medium: low + 15, high: low + 35 },
});
/** Tells every score. */
const everyScore = settingsWith({ watchedPorts, bounds: boundsFrom(0) });

/** `2026-11-21 09:00` for 9, `2026-11-20 20:00` for -4. */
const hour = (number: number): string => new Date(at('00:00') + number * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** Attempts spread over the hours that end with 22:00, as evenly as they go. */
function spread(attempts: number, hours: number, line: (time: string, flows: number) => Line): Line[] {
  return Array.from({ length: hours }, (_, i) => {
    const flows = Math.floor((attempts * (i + 1)) / hours) - Math.floor((attempts * i) / hours);
    return line(hour(22 - i), flows);
  }).filter(({ flows }) => flows > 0);
}

/** Denials at twelve targets of as many sources that go on to the next, on a port of everyone and on another one, in percent. */
function background(port: number, percent: number): Line[] {
  return Array.from({ length: 12 }, (_, i) => [
    denied('12:00', `198.51.100.${i}`, `vm-${i}`, port === 23 ? 22 : 23, { flows: 100 - percent }),
    ...(percent === 0 ? [] : [denied('12:00', `198.51.100.${i}`, `vm-${i}`, port, { flows: percent })]),
  ]).flat();
}

/** What the attacker is found for. */
function attackerIn(lines: readonly Line[], settings: DetectionSettings = usual, now = '23:00'): Targeted | undefined {
  return findIn(lines, settings, now).find(({ key }) => key === attacker);
}

function assertParts(actual: ScoreParts | undefined, points: Partial<ScoreParts>): void {
  assert.ok(actual);
  for (const [part, expected] of Object.entries(points)) {
    assert.equal(Math.round(actual[part as keyof ScoreParts] * 10) / 10, expected, part);
  }
}

const rdp = (time: string, flows: number): Line => denied(time, attacker, 'vm-1', 3389, { flows });
const slowRdp = [...background(3389, 10), ...spread(120, 17, rdp), rdp('2026-11-19 10:00', 3), rdp('2026-11-20 10:00', 3)];

suite('findTargeted() gives the worked examples from facts and histories', () => {
  test('120 attempts on RDP of one of 12 targets in 17 hours, third day: 73', () => {
    const finding = attackerIn(slowRdp);
    assertParts(finding?.parts, { focus: 40, ports: 0, hours: 15, days: 11.9, rarity: 0.4, company: 0, aimFactor: 1 });
    assert.equal(Math.round(finding?.score ?? 0), 73);
    assert.equal(finding?.severity, 'medium');
    assert.deepEqual(finding?.inputs, {
      attempts: 120,
      ports: 1,
      hours: 17,
      days: 3,
      targetsWorkedOn: 1,
      targetsSeen: 12,
      share: 0.1,
      weight: 8,
      company: 1,
    });
  });

  test('33 attempts over 11 ports of one target in two hours: 53', () => {
    const ports = [5985, 22, 23, 445, 1433, 3306, 3389, 5432, 5900, 6379, 21];
    const scan = ports.map((port) => denied(port > 3000 ? '10:00' : '11:00', attacker, 'vm-1', port, { flows: 3 }));
    // Of 12 × 100 denials 2.3 % are on 3389, the port of weight 8 with the lowest number among those with three attempts but 445.
    const others = background(445, 2.3).map((line) => ({ ...line, flows: line.flows * 10 }));
    const finding = attackerIn([...others, ...scan]);
    assert.equal(finding?.door.port, 445);
    assertParts(finding?.parts, { focus: 20.7, ports: 25, hours: 0, days: 0, rarity: 3.1 });
    assert.equal(Math.round(finding?.score ?? 0), 53);
    assert.deepEqual(
      finding?.doors.map(({ port }) => port),
      [445, 3389, 5985, 6379, 1433, 3306, 5432, 5900, 22, 21, 23],
      'each port there with a third of the attempts or more, the top one first',
    );
  });

  test('37 attempts on SSH of one target in 18 hours, sixth day: 47', () => {
    const ssh = (time: string, flows: number): Line => denied(time, attacker, 'vm-1', 22, { flows });
    const days = [15, 16, 17, 18, 20].map((day) => ssh(`2026-11-${day} 10:00`, 3));
    const finding = attackerIn([...background(22, 20), ...spread(37, 18, ssh), ...days]);
    assertParts(finding?.parts, { focus: 22.7, ports: 0, hours: 15, days: 15, rarity: 0, weightFactor: 0.9 });
    assert.equal(Math.round(finding?.score ?? 0), 47);
  });

  test('300 attempts on RDP of 8 of 12 targets, 100 on the top one: 10, which is not told', () => {
    const others = Array.from({ length: 7 }, (_, i) =>
      denied('11:00', attacker, `vm-${i + 2}`, 3389, { flows: i < 4 ? 29 : 28 }),
    );
    const days = [denied('2026-11-19 10:00', attacker, 'vm-1', 3389, { flows: 3 }), rdp('2026-11-20 10:00', 3)];
    const lines = [...background(3389, 10), ...spread(100, 17, rdp), ...others, ...days];
    assert.equal(attackerIn(lines), undefined);
    const finding = attackerIn(lines, everyScore);
    assert.equal(finding?.denials, 300);
    assert.equal(finding?.inputs.targetsWorkedOn, 8);
    assert.equal(Math.round(finding?.score ?? 0), 10);
  });

  test('telnet once on each of 12 targets: 0', () => {
    const touches = Array.from({ length: 12 }, (_, i) => denied('10:00', attacker, `vm-${i}`, 23));
    const others = background(23, 60);
    assert.equal(attackerIn([...others, ...touches], everyScore)?.score, 0);
  });
});

suite('which attempts of a source count', () => {
  test('flows count, however many rows tell them', () => {
    const asRows = Array.from({ length: 120 }, () => denied('10:00', attacker, 'vm-1', 3389));
    const others = background(3389, 10);
    assert.equal(attackerIn([...others, ...asRows], everyScore)?.inputs.attempts, 120);
    assert.equal(attackerIn([...others, rdp('10:00', 120)], everyScore)?.inputs.attempts, 120);
  });

  test('the 256th attempt does not make it none', () => {
    // (40 + 5) · 1.08 = 48.6
    const lines = [rdp('10:00', 250), rdp('11:00', 6)];
    assert.equal(attackerIn([...background(3389, 0), ...lines])?.inputs.attempts, 256);
  });

  test('ports that are not watched count for the targets seen alone', () => {
    const finding = attackerIn([...slowRdp, denied('10:00', attacker, 'vm-13', 8080, { flows: 500 })]);
    assert.deepEqual([finding?.denials, finding?.inputs.targetsSeen], [120, 13]);
  });

  test('let-ins count in the history only', () => {
    const lines = [
      ...slowRdp,
      allowed('10:00', attacker, 'vm-2', 22, { flows: 12 }),
      allowed('2026-11-18 10:00', attacker, 'vm-1', 22, { flows: 3 }),
    ];
    const { inputs, denials } = only(findIn(lines, usual).filter(({ key }) => key === attacker));
    assert.deepEqual([denials, inputs.attempts, inputs.days], [120, 120, 4]);
    // On vm-1 120 + 3 + 3 + 3 in the history: a tenth is 12.9.
    assert.equal(inputs.targetsWorkedOn, 1);
    const more = [...lines, allowed('10:30', attacker, 'vm-2', 22)];
    assert.equal(attackerIn(more)?.inputs.targetsWorkedOn, 2);
  });

  test('a day with two attempts is not an active one, nor is one before the last 14', () => {
    const days = (line: Line): number | undefined => attackerIn([...slowRdp, line])?.inputs.days;
    assert.equal(days(rdp('2026-11-18 10:00', 2)), 3);
    assert.equal(days(rdp('2026-11-18 10:00', 3)), 4);
    assert.equal(days(rdp('2026-11-07 10:00', 30)), 3);
    assert.equal(days(rdp('2026-11-08 10:00', 30)), 4);
  });

  test('two attempts a day on other targets do not spread it', () => {
    const few = [18, 19, 20, 21].map((day) => denied(`2026-11-${day} 09:00`, attacker, 'vm-2', 3389, { flows: 2 }));
    assert.equal(attackerIn([...slowRdp, ...few])?.inputs.targetsWorkedOn, 1);
  });

  test('the share of the port is that of everyone else', () => {
    const others = attackerIn([...slowRdp, denied('2026-11-15 10:00', '198.51.100.99', 'vm-3', 3389, { flows: 600 })]);
    // 120 + 600 of 1200 + 600
    assert.equal(others?.inputs.share, 0.4);
  });

  test('a port that nobody else tries is rare; where nobody else is denied nothing is', () => {
    assert.equal(attackerIn([...background(3389, 0), ...spread(120, 17, rdp)])?.parts.rarity, 5);
    const alone = attackerIn([...spread(120, 17, rdp), denied('10:00', '198.51.100.1', 'vm-2', 8080)]);
    assert.deepEqual([alone?.inputs.share, alone?.parts.rarity], [null, 0]);
  });

  test('an expected source is left out at its doors and nowhere else', () => {
    const expectedAt = (ports: readonly number[], targets: readonly string[]): DetectionSettings =>
      settingsWith({
        watchedPorts,
        bounds: boundsFrom(0),
        targets: [{ name: 'jump', match: targetNamed('vm-1').mac, criticality: 1 }],
        expectedSources: [
          { label: 'partner', sources: ['203.0.113.0/28'], ports: ports.map((port) => 6 * 65536 + port), targets },
        ],
      });
    const lines = [...slowRdp, denied('10:00', attacker, 'vm-1', 22, { flows: 20 })];
    assert.equal(attackerIn(lines, expectedAt([3389, 22], [])), undefined, 'everywhere');
    assert.equal(attackerIn(lines, expectedAt([3389, 22], ['jump'])), undefined, 'at this target');
    const atRdp = attackerIn(lines, expectedAt([3389], ['jump']));
    assert.deepEqual([atRdp?.door.port, atRdp?.denials, atRdp?.inputs.attempts, atRdp?.inputs.days], [22, 20, 20, 1]);
    const elsewhere = attackerIn(lines, expectedAt([5900], []));
    assert.deepEqual([elsewhere?.denials, elsewhere?.inputs.days], [140, 3]);
  });

  test('the weight of a port counts from a third of the attempts on the top port', () => {
    const telnet = (flows: number): Line[] => [denied('10:00', attacker, 'vm-1', 23, { flows: 90 }), rdp('10:00', flows)];
    const others = background(3389, 10);
    assert.equal(attackerIn([...others, ...telnet(29)], everyScore)?.inputs.weight, 3);
    const third = attackerIn([...others, ...telnet(30)], everyScore);
    assert.deepEqual([third?.door.port, third?.inputs.weight], [23, 8]);
    assert.deepEqual(
      third?.doors.map(({ port }) => port),
      [23, 3389],
    );
  });

  test('a target with criticality counts for more', () => {
    const targets = [{ name: 'vm-gold', match: targetNamed('vm-1').address, criticality: 1.3 }];
    const [plain, gold] = [attackerIn(slowRdp), attackerIn(slowRdp, { ...usual, targets })];
    assert.equal(gold?.targetName, 'vm-gold');
    assert.ok(Math.abs((gold?.score ?? 0) - (plain?.score ?? 0) * 1.3) < 1e-9);
    assert.equal(gold?.severity, 'high');
  });

  test('a target whose network interface two logs cover is one', () => {
    const asLogged = findIn(slowRdp, usual, '23:00', (window) => {
      const targets = window.facts.targets.concat(window.facts.targets);
      const half = (_: number, row: number): number =>
        (window.facts.denied.target[row] ?? 0) + (row % 2) * window.facts.targets.length;
      const denied = { ...window.facts.denied, target: window.facts.denied.target.map(half) };
      const facts = { ...window.facts, targets, denied };
      return { ...window, facts, targetInstalledAtMs: targets.map((_, i) => i + 1) };
    });
    assert.deepEqual(asLogged.find(({ key }) => key === attacker)?.inputs, attackerIn(slowRdp)?.inputs);
  });
});

suite('top target and top port', () => {
  const others = background(3389, 10);
  const topOf = (lines: readonly Line[]): string => {
    const finding = attackerIn([...others, ...lines], everyScore);
    return `${finding?.targetName} ${finding?.door.port}`;
  };
  const tries = (target: string, port: number, flows: number): Line => denied('10:00', attacker, target, port, { flows });

  test('most attempts decide, not most ports', () => {
    assert.equal(topOf([tries('vm-1', 22, 9), tries('vm-1', 23, 9), tries('vm-2', 3389, 19)]), 'vm-2 3389');
  });

  test('of targets with as many attempts that with more ports, then the first by name', () => {
    assert.equal(topOf([tries('vm-1', 3389, 20), tries('vm-2', 22, 10), tries('vm-2', 23, 10)]), 'vm-2 22');
    assert.equal(topOf([tries('vm-3', 3389, 20), tries('vm-2', 3389, 20), tries('vm-4', 3389, 20)]), 'vm-2 3389');
  });

  test('of ports with as many attempts that of more weight, then the lowest number', () => {
    assert.equal(topOf([tries('vm-1', 22, 20), tries('vm-1', 445, 20)]), 'vm-1 445');
    assert.equal(topOf([tries('vm-1', 5985, 20), tries('vm-1', 445, 20), tries('vm-1', 3389, 20)]), 'vm-1 445');
    assert.equal(topOf([tries('vm-1', 23, 21), tries('vm-1', 445, 20)]), 'vm-1 23');
  });
});

suite('what a finding of a source tells', () => {
  test('who, where, when and by which rule', () => {
    const lines = [...slowRdp, denied('22:10', attacker, 'vm-2', 22, { rule: 'UserRule_DenySsh' })];
    const finding = attackerIn(lines);
    assert.ok(finding);
    const { parts: _, inputs: __, score: ___, why: ____, ...told } = finding;
    const door = { target: targetNamed('vm-1'), port: 3389, protocol: 6 };
    assert.deepEqual(told, {
      finding: 'targeted',
      key: attacker,
      severity: 'medium',
      openedAtMs: at('10:00'),
      lastSeenAtMs: at('22:15'),
      sources: [attacker],
      doors: [door],
      digestOnly: false,
      installedAtMs: at('2026-11-01 00:00'),
      learning: null,
      scope: 'source',
      source: attacker,
      country: 'CN',
      members: [attacker],
      memberCount: 1,
      door,
      targetName: 'vm-1',
      denials: 121,
      targetsTouched: 2,
      portsTouched: 2,
      firstDeniedAtMs: at('06:00'),
      lastDeniedAtMs: at('22:10'),
      deniedBy: { name: 'DefaultRule_DenyAllInBound', acl: '', kind: 'default' },
      scanner: '',
    });
  });

  test('it opens with the slot in which its score reached the lowest bound', () => {
    // 36 attempts in 5 hours on the third day: (22.3 + 7.7 + 11.9 + 0.4) · 1.08 = 45.6
    assert.equal(attackerIn(slowRdp)?.openedAtMs, at('10:00'));
    const until = (time: string): Line[] =>
      slowRdp.filter((line) => line.source !== attacker || line.time <= `2026-11-21 ${time}`);
    assert.equal(attackerIn(until('09:00')), undefined);
    assert.equal(attackerIn(until('10:00'))?.inputs.attempts, 36);
  });

  test('why: severity and bound, the parts that gave points, the factors', () => {
    assert.deepEqual(attackerIn(slowRdp)?.why, [
      'Medium, because the targeting score is 72.7 of 100 (60 or more; low begins at 45, medium at 60, high at 80).',
      '40 of 40 points: 120 denied attempts on vm-1 (none up to 10, all from 100).',
      '15 of 15 points: active there in 17 clock hours of the last 24 (none up to 2, all from 12).',
      '11.9 of 15 points: active there on 3 days of the last 14 (none for 1, all from 4).',
      "0.4 of 5 points: 3389/tcp has 10 % of all others' denials (none from 12.5 %, all up to 0.8 %).",
      '67.3 points together, multiplied by 1.08 for weight 8 of the ports and 1 for aim (it works on 1 target; 12 turned someone away in the last 24 hours); 100 at most.',
    ]);
  });

  test('an IPv6 source is its /64', () => {
    const source = '2001:db8:1:2::/64';
    const lines = slowRdp.map((line) => (line.source === attacker ? { ...line, source } : line));
    const finding = findIn(lines, usual).find(({ key }) => key === source);
    assert.equal(finding?.source, source);
    assert.equal(Math.round(finding?.score ?? 0), 73);
  });

  test('a score that is the lowest bound is told, one below is not, whatever it rounds to', () => {
    const { score = 0 } = attackerIn(slowRdp) ?? {};
    assert.equal(attackerIn(slowRdp, { ...usual, bounds: boundsFrom(score) })?.severity, 'low');
    assert.equal(attackerIn(slowRdp, { ...usual, bounds: boundsFrom(score + 1e-9) }), undefined);
  });

  test('the bounds of medium and high belong to them', () => {
    const { score = 0 } = attackerIn(slowRdp) ?? {};
    const severity = (medium: number, high: number): string | undefined =>
      attackerIn(slowRdp, { ...usual, bounds: { ...usual.bounds, targeted: { low: 45, medium, high } } })?.severity;
    assert.deepEqual(
      [severity(score, 99), severity(score + 1e-9, 99), severity(60, score), severity(60, score + 1e-9)],
      ['medium', 'low', 'high', 'medium'],
    );
  });

  test('without any history the window alone is scored', () => {
    const finding = findIn(
      slowRdp,
      usual,
      '23:00',
      (window) => window,
      () => false,
    ).find(({ key }) => key === attacker);
    // 40 + 15, without days and rarity: 55 · 1.08
    assert.equal(finding?.inputs.days, 0);
    assert.equal(Math.round((finding?.score ?? 0) * 10) / 10, 59.4);
  });

  test('findings are ordered by key, and a quiet window has none', () => {
    const second = slowRdp
      .filter(({ source }) => source === attacker)
      .map((line) => ({ ...line, source: '100.64.0.1', target: 'vm-2' }));
    assert.deepEqual(
      findIn([...slowRdp, ...second], usual).map(({ key }) => key),
      ['100.64.0.1', attacker],
    );
    assert.deepEqual(findIn(background(3389, 10), usual), []);
    assert.deepEqual(findIn([], usual), []);
  });
});

suite('known scanners and a single target', () => {
  test("a known scanner's score counts 0.3 times, under its label", () => {
    const knownScanners = [
      { label: 'Elsewhere', sources: ['192.0.2.0/24'] },
      { label: 'Example Research', sources: ['203.0.113.0/24'] },
    ];
    assert.equal(attackerIn(slowRdp, { ...usual, knownScanners }), undefined);
    const finding = attackerIn(slowRdp, { ...everyScore, knownScanners });
    assert.equal(finding?.scanner, 'Example Research');
    assert.equal(Math.round(finding?.score ?? 0), 22);
    assert.equal(finding?.why.at(-1), 'It belongs to the known scanner Example Research, whose score counts 0.3 times.');
  });

  const alone = [...spread(120, 17, rdp), denied('10:00', '198.51.100.1', 'vm-1', 23)];

  test('where only one target is reached it is for the digest only, and says so last', () => {
    const finding = attackerIn(alone);
    assert.equal(finding?.digestOnly, true);
    assert.match(finding?.why.at(-1) ?? '', /^Only one target is reached from the internet, .* for the digest only\.$/);
  });

  test('a second target that is denied in the window is enough; one of the days before, or let in alone, is not', () => {
    assert.equal(attackerIn([...alone, denied('10:00', '198.51.100.1', 'vm-2', 8080)])?.digestOnly, false);
    assert.equal(attackerIn([...alone, allowed('10:00', '198.51.100.1', 'vm-2', 22)])?.digestOnly, true);
    assert.equal(attackerIn([...alone, denied('2026-11-10 10:00', '198.51.100.1', 'vm-2', 8080)])?.digestOnly, true);
  });

  test('the members of a group that settings name are one target', () => {
    const { address } = targetNamed('vm-1');
    const group = { name: 'scale set', match: `${address.split('.').slice(0, 2).join('.')}.0.0/16`, criticality: 1 };
    const grouped = { ...usual, targets: [group] };
    const member = denied('10:00', '198.51.100.1', 'vm-2', 8080);
    assert.equal(attackerIn([...alone, member], grouped)?.digestOnly, true);
    assert.equal(attackerIn([...alone, member], grouped)?.inputs.targetsSeen, 1);
    assert.equal(attackerIn([...alone, member], grouped)?.targetName, 'scale set');
  });
});
