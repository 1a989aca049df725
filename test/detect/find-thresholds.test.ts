import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findThresholds } from '../../src/detect/find-thresholds.ts';
import { slotMs } from '../../src/model/facts.ts';
import type { ThresholdReached } from '../../src/model/findings/threshold-reached.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import type { ThresholdRule } from '../../src/model/threshold-rule.ts';
import { allowed, at, denied, inputOf, type Line, settingsWith, targetNamed } from '../support/facts-builder.ts';

const scanner = '203.0.113.7';
const other = '203.0.113.200';
const far = '198.51.100.4';
const tcp = 6 * 65536;
const minuteMs = 60_000;

/** Five denied attempts in an hour, by source, on the watched ports; unless `changes` say otherwise. */
function ruleWith(changes: Partial<ThresholdRule> = {}): ThresholdRule {
  return {
    name: 'many',
    ports: null,
    decision: 'denied',
    count: 5,
    withinMs: 60 * minuteMs,
    per: 'source',
    distinct: null,
    countries: { only: [], except: [] },
    severity: 'medium',
    mode: 'on',
    ...changes,
  };
}

interface Options {
  readonly now?: string;
  readonly settings?: Partial<DetectionSettings>;
  /** By source; else CN. */
  readonly countries?: Readonly<Record<string, string>>;
}

function find(
  lines: readonly Line[],
  rules: Partial<ThresholdRule> | readonly ThresholdRule[] = {},
  { now = '23:00', settings = {}, countries = {} }: Options = {},
): readonly ThresholdReached[] {
  const thresholds = Array.isArray(rules) ? (rules as readonly ThresholdRule[]) : [ruleWith(rules as Partial<ThresholdRule>)];
  const input = inputOf(lines, { now, settings: settingsWith({ ...settings, thresholds }) });
  const { address } = input.window.facts.sources;
  const sources = { address, country: address.map((source) => countries[source] ?? 'CN') };
  const window = { ...input.window, facts: { ...input.window.facts, sources } };
  return findThresholds(prepareDetection({ ...input, window }));
}

function only(findings: readonly ThresholdReached[]): ThresholdReached {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}

const groupsOf = (findings: readonly ThresholdReached[]): string[] => findings.map(({ group }) => group);

suite('how often', () => {
  test('five attempts within the hour meet a rule of five, four do not', () => {
    const four = [denied('10:00', scanner, 'a', 22, { flows: 3 }), denied('10:30', scanner, 'b', 3389)];
    assert.deepEqual(find(four), []);
    const finding = only(find([...four, denied('10:55', scanner, 'a', 22)]));
    assert.equal(finding.finding, 'threshold:many');
    assert.equal(finding.group, scanner);
    assert.equal(finding.key, scanner);
    assert.equal(finding.attempts, 5);
    assert.equal(finding.distinct, null);
    assert.deepEqual([finding.fromMs, finding.toMs], [at('10:00'), at('11:00')]);
    assert.equal(finding.openedAtMs, at('10:55'));
    assert.equal(finding.lastSeenAtMs, at('11:00'));
  });

  test('a window is as long as the rule says, counted in slots of five minutes', () => {
    const spread = [denied('10:00', scanner, 'a', 22, { flows: 4 }), denied('10:55', scanner, 'a', 22)];
    const later = [denied('10:00', scanner, 'a', 22, { flows: 4 }), denied('11:00', scanner, 'a', 22)];
    assert.equal(find(spread).length, 1);
    assert.deepEqual(find(later), []);
    const inOneSlot = [denied('10:00', scanner, 'a', 22, { flows: 4 }), denied('10:04', scanner, 'a', 22)];
    assert.equal(find(inOneSlot, { withinMs: 5 * minuteMs }).length, 1);
    assert.deepEqual(
      find([denied('10:00', scanner, 'a', 22, { flows: 4 }), denied('10:05', scanner, 'a', 22)], { withinMs: 5 * minuteMs }),
      [],
    );
  });

  test('the longest window is the last 24 hours: what lies before the first of them does not count', () => {
    const day = { withinMs: 24 * 60 * minuteMs };
    const lines = [denied('2026-11-21 00:00', scanner, 'a', 22, { flows: 4 }), denied('23:55', scanner, 'a', 22)];
    assert.equal(find(lines, day).length, 1);
    const early = { ...lines[0], time: '2026-11-20 23:55' } as Line;
    assert.deepEqual(find([early, ...lines.slice(1)], day), []);
  });

  test('a tuple that stands in the first hour, but is of the slot before it, does not count', () => {
    const input = inputOf([denied('00:00', scanner, 'a', 22, { flows: 5 })], {
      settings: settingsWith({ thresholds: [ruleWith()] }),
    });
    assert.equal(findThresholds(prepareDetection(input)).length, 1);
    const { denied: columns } = input.window.facts;
    const facts = { ...input.window.facts, denied: { ...columns, slot: columns.slot.map((slot) => slot - 1) } };
    assert.deepEqual(findThresholds(prepareDetection({ ...input, window: { ...input.window, facts } })), []);
  });

  test('the fullest window is told, and where the latest stretch began and was last met', () => {
    const finding = only(
      find([
        denied('10:00', scanner, 'a', 22, { flows: 4 }),
        denied('10:20', scanner, 'a', 22, { flows: 2 }),
        denied('10:40', scanner, 'a', 22, { flows: 3 }),
        denied('11:10', scanner, 'a', 22, { flows: 1 }),
        denied('12:30', scanner, 'a', 22, { flows: 1 }),
      ]),
    );
    assert.equal(finding.openedAtMs, at('10:20'), 'when the fifth was reached');
    assert.deepEqual([finding.attempts, finding.fromMs, finding.toMs], [9, at('09:45'), at('10:45')]);
    assert.equal(finding.lastSeenAtMs, at('11:15'), '2 + 3 + 1 in the hour that ends there');
    assert.deepEqual(finding.why, [
      'Rule many: at least 5 denied attempts on the watched ports within 1 hour by source.',
      `${scanner}: 9 attempts, 2026-11-21 09:45 to 10:45 UTC.`,
      'The latest window that meets it: 6 attempts, 2026-11-21 10:15 to 11:15 UTC.',
    ]);
  });

  test('a stretch ends with the first window that misses the rule; the latest stretch counts', () => {
    const finding = only(
      find([
        denied('02:00', scanner, 'a', 22, { flows: 50 }),
        denied('08:00', scanner, 'a', 22, { flows: 4 }),
        denied('08:30', scanner, 'a', 22, { flows: 1 }),
      ]),
    );
    assert.deepEqual([finding.attempts, finding.openedAtMs, finding.lastSeenAtMs], [5, at('08:30'), at('08:35')]);
  });

  test('expected sources count like any other', () => {
    const expectedSources = [{ label: 'office', sources: [scanner], ports: [tcp + 22], targets: [] }];
    assert.equal(find([denied('10:00', scanner, 'a', 22, { flows: 5 })], {}, { settings: { expectedSources } }).length, 1);
  });
});

suite('what is counted', () => {
  const five = { flows: 5 };

  test('without ports, the watched ones; with ports, these, watched or not', () => {
    const lines = [denied('10:00', scanner, 'a', 8080, five), denied('10:00', other, 'a', 22, five)];
    assert.deepEqual(groupsOf(find(lines)), [other]);
    assert.deepEqual(groupsOf(find(lines, { ports: [tcp + 8080] })), [scanner]);
  });

  test('a port of another protocol is another port', () => {
    const lines = [denied('10:00', scanner, 'a', 161, five), denied('10:00', other, 'a', 161, { ...five, protocol: 17 })];
    assert.deepEqual(groupsOf(find(lines, { ports: [17 * 65536 + 161] })), [other]);
    assert.deepEqual(groupsOf(find(lines)), [other]);
  });

  test('denied ones, or allowed ones', () => {
    const lines = [denied('10:00', scanner, 'a', 22, five), allowed('10:00', other, 'a', 22, five)];
    assert.deepEqual(groupsOf(find(lines)), [scanner]);
    assert.deepEqual(groupsOf(find(lines, { decision: 'allowed' })), [other]);
  });

  test('an allowed flow that only goes on is no attempt', () => {
    const lines = [allowed('10:00', scanner, 'a', 22, { flows: 4 }), allowed('10:05', scanner, 'a', 22, { flows: 0 })];
    assert.deepEqual(find(lines, { decision: 'allowed', count: 4, distinct: { of: 'port', atLeast: 2 } }), []);
    assert.equal(only(find(lines, { decision: 'allowed', count: 4 })).lastSeenAtMs, at('10:05'));
  });

  test('of some countries only, or of all but some; an unknown one is in no list', () => {
    const lines = [scanner, other, far].map((source) => denied('10:00', source, 'a', 22, five));
    const countries = { [scanner]: 'JP', [other]: '', [far]: 'CN' };
    const groups = (wanted: Partial<ThresholdRule['countries']>) =>
      groupsOf(find(lines, { countries: { only: [], except: [], ...wanted } }, { countries }));
    assert.deepEqual(groups({}), [far, other, scanner].sort());
    assert.deepEqual(groups({ only: ['JP'] }), [scanner]);
    assert.deepEqual(groups({ except: ['JP'] }), [far, other].sort());
    assert.deepEqual(groups({ only: ['JP', 'CN'], except: ['CN'] }), [scanner]);
  });
});

suite('by what', () => {
  const spread = [
    denied('10:00', scanner, 'a', 22, { flows: 2 }),
    denied('10:00', scanner, 'b', 3389, { flows: 2 }),
    denied('10:00', other, 'a', 22, { flows: 2 }),
    denied('10:00', far, 'a', 22, { flows: 2 }),
  ];
  const by = (per: ThresholdRule['per'], count: number, options: Options = {}) => find(spread, { per, count }, options);

  test('by source: one finding each', () => {
    const finding = only(by('source', 4));
    assert.deepEqual([finding.group, finding.sources, finding.sourceCount], [scanner, [scanner], 1]);
    assert.deepEqual(finding.targetNames, ['a', 'b']);
    assert.deepEqual(groupsOf(by('source', 2)), [far, scanner, other].sort());
  });

  test('by prefix: IPv4 /24 and IPv6 /48', () => {
    const finding = only(by('prefix', 6));
    assert.deepEqual([finding.group, finding.key, finding.sources], ['203.0.113.0/24', '203.0.113.0/24', ['203.0.113.0/24']]);
    assert.equal(finding.sourceCount, 2);
    const six = ['2001:db8:1:2::/64', '2001:db8:1:ffff::/64', '2001:db8:2:2::/64'];
    const ofIpv6 = six.map((source) => denied('10:00', source, 'a', 22, { flows: 3 }));
    assert.equal(only(find(ofIpv6, { per: 'prefix', count: 6 })).group, '2001:db8:1::/48');
  });

  test('by target: named as people know it, kept by what it is', () => {
    const named = { settings: { targets: [{ name: 'database', match: targetNamed('a').address, criticality: 1 }] } };
    const finding = only(by('target', 6, named));
    assert.equal(finding.group, 'database');
    assert.equal(finding.key, `${targetNamed('a').mac} ${targetNamed('a').address}`);
    assert.deepEqual([finding.sources, finding.sourceCount], [[], 3]);
    assert.deepEqual(finding.targetNames, ['database']);
  });

  test('by port', () => {
    const finding = only(by('port', 6));
    assert.deepEqual([finding.group, finding.key, finding.sources], ['22/tcp', '22/tcp', []]);
  });

  test('by country', () => {
    const countries = { [scanner]: 'JP', [other]: 'JP', [far]: '' };
    const finding = only(by('country', 6, { countries }));
    assert.deepEqual([finding.group, finding.countries, finding.sources], ['JP', ['JP'], []]);
    assert.deepEqual(groupsOf(by('country', 2, { countries })), ['JP', 'unknown']);
  });

  test('by source and target together', () => {
    assert.deepEqual(groupsOf(by('source+target', 3)), []);
    const [first, ...more] = by('source+target', 2);
    assert.deepEqual([first?.group, more.length], [`${far} at a`, 3]);
    assert.equal(first?.key, `${far} ${targetNamed('a').mac} ${targetNamed('a').address}`);
    assert.deepEqual(first?.sources, [far]);
  });

  test('countries and targets stand most attempts first', () => {
    const lines = [
      denied('10:00', scanner, 'a', 22, { flows: 1 }),
      denied('10:00', other, 'b', 22, { flows: 3 }),
      denied('10:00', far, 'c', 22, { flows: 2 }),
    ];
    const finding = only(find(lines, { per: 'port' }, { countries: { [scanner]: 'JP', [other]: 'DE', [far]: 'NL' } }));
    assert.deepEqual(finding.countries, ['DE', 'NL', 'JP']);
    assert.deepEqual(finding.targetNames, ['b', 'c', 'a']);
  });

  test('doors are told where all are of one target or one port', () => {
    const doors = (lines: readonly Line[]) =>
      only(find(lines, { count: 2 })).doors.map(
        ({ target, port }) => `${target.mac === targetNamed('a').mac ? 'a' : 'b'} ${port}`,
      );
    assert.deepEqual(doors([denied('10:00', scanner, 'a', 22), denied('10:00', scanner, 'a', 3389)]), ['a 22', 'a 3389']);
    assert.deepEqual(doors([denied('10:00', scanner, 'a', 22), denied('10:00', scanner, 'b', 22)]).toSorted(), ['a 22', 'b 22']);
    assert.deepEqual(doors([denied('10:00', scanner, 'a', 22), denied('10:00', scanner, 'b', 3389)]), []);
  });
});

suite('how many different ones', () => {
  test('in the same window as the attempts', () => {
    const rule = { distinct: { of: 'target', atLeast: 3 } as const };
    const lines = [
      denied('10:00', scanner, 'a', 22, { flows: 5 }),
      denied('10:30', scanner, 'b', 22),
      denied('11:00', scanner, 'c', 22, { flows: 4 }),
    ];
    assert.deepEqual(find(lines, rule), [], 'the third target came when the first had left');
    const finding = only(find([...lines, denied('11:20', scanner, 'a', 23)], rule));
    assert.deepEqual([finding.attempts, finding.distinct, finding.openedAtMs], [6, 3, at('11:20')]);
    assert.deepEqual(finding.why.slice(0, 2), [
      'Rule many: at least 5 denied attempts on the watched ports within 1 hour by source, with at least 3 different targets.',
      `${scanner}: 6 attempts (3 different targets), 2026-11-21 10:25 to 11:25 UTC.`,
    ]);
  });

  test('of sources, prefixes, targets, ports and countries', () => {
    const lines = [
      denied('10:00', scanner, 'a', 22, { flows: 5 }),
      denied('10:00', other, 'a', 23, { flows: 5 }),
      denied('10:00', far, 'b', 3389, { flows: 5 }),
    ];
    const countries = { [far]: 'JP' };
    const different = (of: NonNullable<ThresholdRule['distinct']>['of']) =>
      only(find(lines, { per: 'port', ports: [tcp + 22], count: 1, distinct: { of, atLeast: 1 } }, { countries })).distinct;
    assert.equal(different('source'), 1);
    const of = (per: ThresholdRule['per'], what: NonNullable<ThresholdRule['distinct']>['of'], atLeast: number) =>
      groupsOf(find(lines, { per, count: 1, distinct: { of: what, atLeast } }, { countries }));
    assert.deepEqual(of('target', 'source', 2), ['a']);
    assert.deepEqual(of('prefix', 'source', 2), ['203.0.113.0/24']);
    assert.deepEqual(of('country', 'prefix', 2), []);
    assert.deepEqual(of('target', 'port', 2), ['a']);
    assert.deepEqual(of('country', 'target', 1), ['CN', 'JP']);
    assert.deepEqual(of('target', 'country', 2), []);
  });
});

suite('rules', () => {
  const lines = [denied('10:00', scanner, 'a', 22, { flows: 5 })];

  test('none, none', () => {
    assert.deepEqual(find(lines, []), []);
  });

  test('one that is off is not looked for; one in the shadow is, as its mode says', () => {
    assert.deepEqual(find(lines, { mode: 'off' }), []);
    assert.equal(only(find(lines, { mode: 'shadow' })).rule.mode, 'shadow');
  });

  test('each is a finding of its own, with its severity', () => {
    const found = find(lines, [ruleWith({ name: 'b', severity: 'high' }), ruleWith({ name: 'a', severity: 'low' })]);
    assert.deepEqual(
      found.map(({ finding, severity }) => [finding, severity]),
      [
        ['threshold:a', 'low'],
        ['threshold:b', 'high'],
      ],
    );
  });

  test('all of it is said: ports, length, countries', () => {
    const rule = {
      name: 'rdp',
      ports: [tcp + 3389, 17 * 65536 + 3389],
      withinMs: 15 * minuteMs,
      per: 'source+target' as const,
      countries: { only: ['CN', 'JP'], except: ['DE'] },
    };
    assert.equal(
      only(find([denied('10:00', scanner, 'a', 3389, { flows: 5 })], rule)).why[0],
      'Rule rdp: at least 5 denied attempts on 3389/tcp, 3389/udp within 15 minutes by source and target, from CN, JP only, not from DE.',
    );
  });

  test('of more than a hundred groups those with the most attempts are told', () => {
    const many = Array.from({ length: 103 }, (_, i) =>
      denied('10:00', `198.51.${i >> 6}.${i & 63}`, 'a', 22, { flows: i < 4 ? 5 : 6 }),
    );
    const found = find(many);
    assert.equal(found.length, 100);
    assert.equal(found.filter(({ attempts }) => attempts === 5).length, 1);
    assert.ok(groupsOf(found).includes('198.51.0.0') && !groupsOf(found).includes('198.51.0.1'), 'the first by name');
    assert.equal(found[0]?.why.at(-1), '103 groups meet it; the 100 with the most attempts are told.');
  });
});

suite('laws of thresholds', () => {
  const lineOf = fc
    .record({
      slot: fc.integer({ min: 0, max: 20 }),
      source: fc.constantFrom(scanner, other, far),
      target: fc.constantFrom('a', 'b'),
      port: fc.constantFrom(22, 23),
      flows: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ slot, source, target, port, flows }) => {
      const minute = slot * 5;
      const time = `${String(10 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      return denied(time, source, target, port, { flows });
    });
  const ruleOf = fc.record({
    per: fc.constantFrom<ThresholdRule['per']>('source', 'prefix', 'target', 'port', 'country', 'source+target'),
    count: fc.integer({ min: 1, max: 10 }),
    withinMs: fc.integer({ min: 1, max: 8 }).map((slots) => slots * slotMs),
    distinct: fc.option(
      fc.record({
        of: fc.constantFrom('source' as const, 'target' as const, 'port' as const),
        atLeast: fc.integer({ min: 1, max: 3 }),
      }),
    ),
  });

  const groupOf: Readonly<Record<string, (line: Line) => string>> = {
    source: ({ source }) => source,
    prefix: ({ source }) => `${source.split('.').slice(0, 3).join('.')}.0/24`,
    target: ({ target }) => target,
    port: ({ port }) => `${port}/tcp`,
    country: () => 'CN',
    'source+target': ({ source, target }) => `${source} at ${target}`,
  };

  /** The windows of every slot, one after another, counted anew: the last stretch of those that meet the rule. */
  function plainStretch(
    lines: readonly Line[],
    { count, withinMs, distinct }: Pick<ThresholdRule, 'count' | 'withinMs' | 'distinct'>,
  ) {
    const first = at('10:00');
    const windows = Array.from({ length: 40 }, (_, i) => {
      const toMs = first + (i + 1) * slotMs;
      const inside = lines.filter(({ time }) => at(time) < toMs && at(time) >= toMs - withinMs);
      const attempts = inside.reduce((sum, { flows }) => sum + flows, 0);
      const different = distinct === null ? 0 : new Set(inside.map(groupOf[distinct.of] ?? String)).size;
      return { toMs, attempts, isMet: attempts >= count && different >= (distinct?.atLeast ?? 0), inside };
    });
    const last = windows.findLastIndex(({ isMet }) => isMet);
    if (last < 0) return null;
    const start = windows.findLastIndex(({ isMet }, i) => i < last && !isMet) + 1;
    const stretch = windows.slice(start, last + 1);
    return {
      openedAtMs: (stretch[0]?.toMs ?? 0) - slotMs,
      attempts: Math.max(...stretch.map(({ attempts }) => attempts)),
      lastSeenAtMs: Math.max(...(stretch.at(-1)?.inside ?? []).map(({ time }) => at(time))) + slotMs,
    };
  }

  test('what is found is what a plain count of every window finds', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(lineOf, { minLength: 1, maxLength: 25 }), ruleOf, (lines, rule) => {
        const expected = [...Map.groupBy(lines, groupOf[rule.per] ?? String)]
          .flatMap(([group, ofGroup]) => {
            const stretch = plainStretch(ofGroup, rule);
            return stretch === null ? [] : [{ group, ...stretch }];
          })
          .sort((a, b) => (a.group < b.group ? -1 : 1));
        const findings = find(lines, rule)
          .map(({ group, openedAtMs, attempts, lastSeenAtMs }) => ({ group, openedAtMs, attempts, lastSeenAtMs }))
          .toSorted((a, b) => (a.group < b.group ? -1 : 1));
        assert.deepEqual(findings, expected);
        found += findings.length;
      }),
      { numRuns: 500 },
    );
    assert.ok(found > 200, `${found} found`);
  });

  test('the order of rows changes nothing', () => {
    fc.assert(
      fc.property(fc.array(lineOf, { minLength: 5, maxLength: 25 }), ruleOf, (lines, rule) => {
        assert.deepEqual(find(lines.toReversed(), rule), find(lines, rule));
      }),
      { numRuns: 200 },
    );
  });
});
