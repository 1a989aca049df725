import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findBreakthroughs } from '../../src/detect/find-breakthroughs.ts';
import type { Breakthrough } from '../../src/model/findings/breakthrough.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import {
  allowed,
  at,
  denied,
  factsOf,
  inputOf,
  type Line,
  nothingAnswered,
  notRecorded,
  settingsWith,
  targetNamed,
  type WindowOptions,
  windowOf,
} from '../support/facts-builder.ts';

const scanner = '203.0.113.7';
const tcp = 6 * 65536;

function find(lines: readonly Line[], settings: DetectionSettings = settingsWith(), options: WindowOptions = {}): Breakthrough[] {
  return findBreakthroughs(prepareDetection(inputOf(lines, { ...options, settings })));
}

function only(findings: readonly Breakthrough[]): Breakthrough {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}

suite('which let-ins are breakthroughs', () => {
  test('three denials and then a let-in on the same door are one', () => {
    const finding = only(
      find([denied('10:00', scanner, 'vm-db1', 3389, { flows: 3 }), allowed('10:05', scanner, 'vm-db1', 3389)]),
    );
    assert.equal(finding.source, scanner);
    assert.equal(finding.targetName, 'vm-db1');
    assert.equal(finding.door.port, 3389);
    assert.equal(finding.denials, 3);
    assert.equal(finding.letInAtMs, at('10:05'));
    assert.equal(finding.lastSeenAtMs, at('10:10'));
    assert.equal(finding.firstDeniedAtMs, at('10:00'));
    assert.equal(finding.deniedBy.name, 'DefaultRule_DenyAllInBound');
    assert.equal(finding.allowedBy.name, 'UserRule_Allow');
  });

  test('two denials are none', () => {
    assert.deepEqual(
      find([denied('10:00', scanner, 'vm-db1', 3389, { flows: 2 }), allowed('10:05', scanner, 'vm-db1', 3389)]),
      [],
    );
  });

  test('three denials spread over two ports are none: they must be on one', () => {
    const lines = [
      denied('10:00', scanner, 'a', 3389, { flows: 2 }),
      denied('10:00', scanner, 'a', 22),
      allowed('10:05', scanner, 'a', 22),
    ];
    assert.deepEqual(find(lines), []);
  });

  test('a let-in in the same slot counts, as the order inside a slot is unknown', () => {
    assert.equal(find([denied('10:03', scanner, 'a', 22, { flows: 3 }), allowed('10:01', scanner, 'a', 22)]).length, 1);
  });

  test('a let-in before the denials is none', () => {
    assert.deepEqual(find([allowed('09:55', scanner, 'a', 22), denied('10:00', scanner, 'a', 22, { flows: 30 })]), []);
  });

  test('denials after the let-in neither make one nor are counted', () => {
    const lines = [denied('10:00', scanner, 'a', 22, { flows: 3 }), allowed('10:05', scanner, 'a', 22)];
    const finding = only(find([...lines, denied('10:10', scanner, 'a', 22, { flows: 40 })]));
    assert.equal(finding.denials, 3);
    assert.equal(finding.severity, 'medium');
  });

  test('the let-in may be on another watched port of that target', () => {
    assert.equal(
      only(find([denied('10:00', scanner, 'a', 3389, { flows: 3 }), allowed('10:30', scanner, 'a', 22)])).door.port,
      22,
    );
  });

  test('the let-in may be on the same port of another target', () => {
    const finding = only(find([denied('10:00', scanner, 'a', 22, { flows: 3 }), allowed('10:30', scanner, 'b', 22)]));
    assert.equal(finding.targetName, 'b');
    assert.equal(finding.deniedDoors[0]?.target.mac, targetNamed('a').mac);
  });

  test('a let-in on another port of another target is none', () => {
    assert.deepEqual(find([denied('10:00', scanner, 'a', 22, { flows: 30 }), allowed('10:30', scanner, 'b', 3389)]), []);
  });

  test('denials on a port that is not watched do not count', () => {
    assert.deepEqual(find([denied('10:00', scanner, 'a', 8080, { flows: 30 }), allowed('10:30', scanner, 'a', 22)]), []);
  });

  test('a watched UDP port is another door than the TCP port of the same number', () => {
    const tcp161 = [denied('10:00', scanner, 'a', 161, { flows: 30 }), allowed('10:30', scanner, 'a', 22)];
    const udp161 = [denied('10:00', scanner, 'a', 161, { flows: 30, protocol: 17 }), allowed('10:30', scanner, 'a', 22)];
    assert.deepEqual(find(tcp161), []);
    assert.equal(find(udp161).length, 1);
  });

  test('another source being denied does not make one', () => {
    assert.deepEqual(find([denied('10:00', '198.51.100.1', 'a', 22, { flows: 30 }), allowed('10:05', scanner, 'a', 22)]), []);
  });

  test('a source that was let in through the door before its denials is none', () => {
    const lines = [
      allowed('08:00', scanner, 'a', 22),
      denied('10:00', scanner, 'a', 22, { flows: 30 }),
      allowed('10:05', scanner, 'a', 22),
    ];
    assert.deepEqual(find(lines), []);
  });

  test('a let-in without a begin counts: a continuing flow was let in too', () => {
    const lines = [denied('10:00', scanner, 'a', 22, { flows: 3 }), allowed('10:05', scanner, 'a', 22, { flows: 0 })];
    assert.equal(only(find(lines)).replied, 'yes');
  });

  test('one that happened hours ago keeps its key and its let-in at every evaluation of the window', () => {
    const lines = [
      denied('10:00', scanner, 'a', 22, { flows: 5 }),
      allowed('10:05', scanner, 'a', 22),
      allowed('13:00', scanner, 'a', 22),
    ];
    const findings = ['13:01', '18:30', '23:59', '2026-11-22 08:59'].map((now) => only(find(lines, settingsWith(), { now })));
    assert.equal(new Set(findings.map(({ key, letInAtMs, denials }) => `${key} ${letInAtMs} ${denials}`)).size, 1);
    assert.deepEqual(find(lines, settingsWith(), { now: '2026-11-22 10:00' }), []);
  });

  test('each pair of source and target is one finding, with all doors it came through', () => {
    const lines = [
      denied('10:00', scanner, 'a', 22, { flows: 3 }),
      allowed('10:05', scanner, 'a', 3389, { ...nothingAnswered }),
      allowed('10:10', scanner, 'a', 22),
      allowed('10:10', scanner, 'b', 22),
    ];
    const findings = find(lines);
    assert.deepEqual(findings.map(({ targetName }) => targetName).sort(), ['a', 'b']);
    const onA = findings.find(({ targetName }) => targetName === 'a');
    assert.deepEqual(
      onA?.letInDoors.map(({ port, replied }) => [port, replied]),
      [
        [3389, 'no'],
        [22, 'yes'],
      ],
    );
    assert.equal(onA?.door.port, 3389);
    assert.equal(onA?.replied, 'yes');
    assert.equal(onA?.letInFlows, 2);
  });

  test('an IPv6 /64 is a source like any other', () => {
    const source = '2001:db8:1:2::/64';
    assert.equal(only(find([denied('10:00', source, 'a', 22, { flows: 3 }), allowed('10:05', source, 'a', 22)])).source, source);
  });
});

suite('doors that stand open to any', () => {
  const networks = ['198.51.0.1', '198.52.0.1', '198.53.0.1', '198.54.0.1', '198.55.0.1'];
  const crowd = (time: string, count: number): Line[] => networks.slice(0, count).map((source) => allowed(time, source, 'a', 22));
  const attack = [denied('10:00', scanner, 'a', 3389, { flows: 30 }), allowed('12:00', scanner, 'a', 22)];

  test('a let-in through a door that five networks came through before is no news', () => {
    assert.deepEqual(find([...attack, ...crowd('11:00', 5)]), []);
  });

  test('four other networks before and the source itself make five: the door is open in that very slot', () => {
    assert.deepEqual(find([...attack, ...crowd('11:00', 4)]), []);
  });

  test('three other networks and the source itself are four: it is a breakthrough', () => {
    assert.equal(find([...attack, ...crowd('11:00', 3)]).length, 1);
  });

  test('a door that opens to any later does not undo it', () => {
    assert.equal(find([...attack, ...crowd('12:05', 5)]).length, 1);
  });

  test('a door that was open earlier in the window and has closed since is still no news', () => {
    const closed = networks.map((source) => denied('10:00', source, 'a', 22));
    assert.deepEqual(find([...attack, ...crowd('09:00', 5), ...closed]), []);
  });

  test('a denial between the let-ins breaks the run', () => {
    const lines = [...crowd('11:00', 3), denied('11:05', '192.0.2.9', 'a', 22), allowed('11:10', '198.54.0.1', 'a', 22)];
    assert.equal(find([...attack, ...lines]).length, 1);
  });

  test('expected sources do not make a door open to any', () => {
    const expectedSources = [{ label: 'partners', sources: ['198.48.0.0/12'], ports: [tcp + 22], targets: [] }];
    assert.equal(find([...attack, ...crowd('11:00', 5)], settingsWith({ expectedSources })).length, 1);
  });

  test('sources of one /16 are one network', () => {
    const sameNetwork = [1, 2, 3, 4, 5].map((i) => allowed('11:00', `198.51.${i}.1`, 'a', 22));
    assert.equal(find([...attack, ...sameNetwork]).length, 1);
  });
});

suite('expected sources', () => {
  const lines = [denied('10:00', scanner, 'a', 3389, { flows: 30 }), allowed('10:05', scanner, 'a', 22)];
  const expected = (ports: readonly number[], targets: readonly string[] = []) =>
    settingsWith({
      expectedSources: [{ label: 'office', sources: ['203.0.113.0/24'], ports: ports.map((port) => tcp + port), targets }],
      targets: [{ name: 'Database', match: targetNamed('a').address, criticality: 1 }],
    });

  test('are exempt at their doors', () => assert.deepEqual(find(lines, expected([22])), []));
  test('are not exempt at other ports', () => assert.equal(find(lines, expected([3389])).length, 1));
  test('are exempt at targets that are listed by name', () => assert.deepEqual(find(lines, expected([22], ['database'])), []));
  test('are not exempt at targets that are not listed', () =>
    assert.equal(find(lines, expected([22], ['10.255.0.0/16'])).length, 1));
});

suite('severity and replies', () => {
  const letIn = (flows: number, details: Parameters<typeof allowed>[4] = {}) =>
    only(find([denied('10:00', scanner, 'a', 22, { flows }), allowed('10:05', scanner, 'a', 22, details)]));

  test('20 denials and packets back are critical', () => {
    const finding = letIn(20);
    assert.equal(finding.severity, 'critical');
    assert.equal(finding.replied, 'yes');
    assert.equal(finding.why.at(-1), 'Critical, because packets came back, and it had 20 denials (20 or more).');
  });

  test('19 denials at one door are medium', () => assert.equal(letIn(19).severity, 'medium'));

  test('20 denials are critical where the log does not record replies', () => {
    const finding = letIn(20, notRecorded);
    assert.equal(finding.replied, 'unknown');
    assert.equal(finding.severity, 'critical');
  });

  test('any number of denials is medium when nothing answered', () => {
    const finding = letIn(500, nothingAnswered);
    assert.equal(finding.replied, 'no');
    assert.equal(finding.severity, 'medium');
  });

  test('an unanswered flow that began before the log did is unknown: not all of it was seen', () => {
    assert.equal(letIn(3, { ...nothingAnswered, flows: 0 }).replied, 'unknown');
  });

  test('of two flows only one measured and unanswered, it is unknown whether packets came back', () => {
    assert.equal(letIn(3, { flows: 2, ...nothingAnswered }).replied, 'unknown');
  });

  test('denials at two doors are critical, however few', () => {
    const lines = [
      denied('10:00', scanner, 'a', 22, { flows: 3 }),
      denied('10:00', scanner, 'b', 23),
      allowed('10:05', scanner, 'a', 22),
    ];
    const finding = only(find(lines));
    assert.equal(finding.severity, 'critical');
    assert.equal(finding.denials, 4);
    assert.deepEqual(
      finding.deniedDoors.map(({ port, flows }) => [port, flows]),
      [
        [22, 3],
        [23, 1],
      ],
    );
  });

  test('the reasons name their numbers and bounds', () => {
    assert.deepEqual(letIn(5).why, [
      'Denied 5 times on 22/tcp of this target (at least 3).',
      'Then, or in the same five minutes, let in on 22/tcp at 10:05 UTC, for the first time in the window.',
      'Until then fewer than 5 different networks in a row had been let in there: that door does not stand open to any.',
      'Medium, because it had 5 denials (fewer than 20) at a single door: someone expected, whose access was just opened?',
    ]);
  });
});

suite('just-in-time rules', () => {
  const rule = 'UserRule_MicrosoftDefenderForCloud-JITRule-1069472812-0C0A7C8E1F';
  const denials = denied('10:00', scanner, 'a', 22, { flows: 30 });

  test('make it one for the digest only, and say so', () => {
    const finding = only(find([denials, allowed('10:05', scanner, 'a', 22, { rule })]));
    assert.equal(finding.digestOnly, true);
    assert.equal(finding.allowedBy.kind, 'just-in-time');
    assert.match(finding.why.at(-1) ?? '', /^A just-in-time rule let it in, .* for the digest only\.$/);
  });

  test('do not where another rule let it in through another door', () => {
    const finding = only(find([denials, allowed('10:05', scanner, 'a', 22, { rule }), allowed('11:00', scanner, 'a', 3389)]));
    assert.equal(finding.digestOnly, false);
    assert.equal(finding.door.port, 3389);
  });

  test('do not where another rule let it in in the same slot', () => {
    const lines = [denials, allowed('10:05', scanner, 'a', 22, { rule, flows: 9 }), allowed('10:05', scanner, 'a', 22)];
    assert.equal(only(find(lines)).digestOnly, false);
  });

  test('may be the ones that denied it', () => {
    const byJustInTime = denied('10:00', scanner, 'a', 22, { flows: 30, rule });
    const finding = only(find([byJustInTime, denied('10:00', scanner, 'a', 22), allowed('10:05', scanner, 'a', 22)]));
    assert.equal(finding.deniedBy.name, rule);
    assert.equal(finding.digestOnly, false);
  });
});

suite('one target that two logs cover', () => {
  const nic = targetNamed('a');
  const group = { ...nic, resource: '/subscriptions/1/providers/Microsoft.Network/networkSecurityGroups/nsg' };
  const facts = factsOf([denied('10:00', scanner, 'a', 22, { flows: 3 }), allowed('10:05', scanner, 'b', 22)]);
  const window = { ...windowOf([]), facts: { ...facts, targets: [group, nic] }, targetInstalledAtMs: [at('09:00'), at('08:00')] };

  test('is one: named by its interface, installed when the first of them was', () => {
    const finding = only(findBreakthroughs(prepareDetection(inputOf([], {}, { window }))));
    assert.equal(finding.targetName, 'a');
    assert.equal(finding.installedAtMs, at('08:00'));
    assert.equal(finding.deniedDoors[0]?.target.mac, finding.door.target.mac);
  });
});

suite('laws', () => {
  const lineOf = fc.record({
    decision: fc.constantFrom<Line['decision']>('denied', 'denied', 'allowed'),
    slot: fc.integer({ min: 0, max: 8 }),
    source: fc.constantFrom(scanner, '198.51.100.1', '192.0.2.1', '100.1.1.1', '101.1.1.1', '102.1.1.1', '2001:db8:1:2::/64'),
    target: fc.constantFrom('a', 'b'),
    port: fc.constantFrom(22, 3389, 8080),
    flows: fc.integer({ min: 1, max: 8 }),
  });
  const linesOf = fc.array(lineOf, { maxLength: 40 }).map((rows) => rows.map(toLine));

  function toLine({
    decision,
    slot,
    source,
    target,
    port,
    flows,
  }: {
    decision: Line['decision'];
    slot: number;
    source: string;
    target: string;
    port: number;
    flows: number;
  }): Line {
    const make = decision === 'denied' ? denied : allowed;
    return make(`10:${String(slot * 5).padStart(2, '0')}`, source, target, port, { flows });
  }

  /** The same facts with every row of several flows told in two. */
  function split(line: Line): Line[] {
    if (line.flows < 2) return [line];
    return [
      { ...line, flows: line.flows - 1 },
      { ...line, flows: 1, measured: 0, answered: 0, packetsReceived: 0 },
    ];
  }

  test('neither the order of rows nor their splitting changes what is found', () => {
    let found = 0;
    fc.assert(
      fc.property(
        linesOf.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
        ([lines, shuffled]) => {
          const findings = find(lines);
          found += findings.length;
          assert.deepEqual(find(shuffled.flatMap(split)), findings);
        },
      ),
      { numRuns: 300 },
    );
    assert.ok(found > 0, 'the generator never made a breakthrough');
  });

  test('every finding meets the conditions that its numbers tell', () => {
    fc.assert(
      fc.property(linesOf, (lines) => {
        for (const finding of find(lines)) {
          assert.ok(finding.deniedDoors.some(({ flows }) => flows >= 3));
          assert.ok(finding.firstDeniedAtMs <= finding.letInAtMs);
          assert.equal(
            finding.deniedDoors.reduce((sum, { flows }) => sum + flows, 0),
            finding.denials,
          );
        }
      }),
    );
  });
});
