import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { detectFindings } from '../../../src/detect/detect-findings.ts';
import { prepareDetection } from '../../../src/detect/detection.ts';
import { explainSubject } from '../../../src/detect/explain/explain-subject.ts';
import { readSubject } from '../../../src/detect/explain/subject.ts';
import { prefixRange } from '../../../src/detect/match/network-block.ts';
import { targetKey } from '../../../src/detect/target-identity.ts';
import { portText } from '../../../src/detect/words/port-text.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import type { ThresholdRule } from '../../../src/model/threshold-rule.ts';
import { historiesOf, inTheirHours } from '../../support/day-hours.ts';
import { allowed, at, denied, inputOf, type Line, settingsWith, targetNamed } from '../../support/facts-builder.ts';

/** Evaluates at 15:10 of 21 November: the window begins at 16:00 the day before. */
const now = '15:10';
const windowStart = '2026-11-20 16:00';

const rule = (name: string, changes: Partial<ThresholdRule>): ThresholdRule => ({
  name,
  ports: null,
  decision: 'denied',
  count: 4,
  withinMs: 3_600_000,
  per: 'source',
  distinct: null,
  countries: { only: [], except: [] },
  severity: 'medium',
  mode: 'on',
  ...changes,
});

/** Bounds so low that generated worlds of a few dozen lines reach each of them now and then, and miss it by little as often. */
const settings: DetectionSettings = {
  ...settingsWith({
    expectedSources: [
      { label: 'partner', sources: ['198.51.100.0/24'], ports: [6 * 65536 + 3389], targets: [] },
      { label: 'office', sources: ['192.0.2.9'], ports: [6 * 65536 + 22], targets: ['a'] },
    ],
    knownScanners: [{ label: 'census', sources: ['203.0.113.5'] }],
    targets: [{ name: 'pool', match: '10.0.0.0/24', criticality: 1.2 }],
    thresholds: [
      rule('by-source', {}),
      rule('by-prefix', { per: 'prefix', distinct: { of: 'target', atLeast: 2 }, count: 3 }),
      rule('by-target', { per: 'target', count: 12 }),
      rule('by-port', { per: 'port', ports: [6 * 65536 + 3389, 6 * 65536 + 8080], count: 8, withinMs: 900_000 }),
      rule('by-country', { per: 'country', count: 20 }),
      rule('let-in', { per: 'source+target', decision: 'allowed', count: 2, withinMs: 24 * 3_600_000 }),
      rule('silent', { mode: 'off' }),
    ],
  }),
};
const low = { ...settings.bounds, targeted: { low: 12, medium: 40, high: 60 }, campaign: { times: 2, prefixes: 3 } };
const world = { ...settings, bounds: low };

const crowd = [1, 2, 3, 4, 5, 6].map((octet) => `20.${octet}.7.1`);
const sources = [
  '203.0.113.7',
  '203.0.113.5',
  '198.51.100.9',
  '192.0.2.9',
  ...[1, 2, 3, 4, 5].map((last) => `192.0.2.${last}`),
  ...crowd,
];
const times = [
  ...['2026-11-08 03:00', '2026-11-14 15:00', '2026-11-19 12:00', '2026-11-20 12:00', '2026-11-20 17:05', '2026-11-20 23:55'],
  ...['2026-11-21 09:00', '2026-11-21 12:10', '2026-11-21 13:20', '2026-11-21 13:25', '2026-11-21 14:10', '2026-11-21 15:05'],
];
const lineOf: fc.Arbitrary<Line> = fc
  .record({
    time: fc.constantFrom(...times),
    isAllowed: fc.constantFrom(false, false, true),
    source: fc.constantFrom(...sources),
    target: fc.constantFrom('a', 'a', 'b', 'c'),
    port: fc.constantFrom(22, 3389, 3389, 445, 8080),
    flows: fc.constantFrom(1, 1, 2, 3, 9, 40),
  })
  .map(({ time, isAllowed, source, target, port, flows }) => {
    // Let-ins are recorded on watched ports only.
    const decision = isAllowed && port !== 8080 ? allowed : denied;
    return decision(time, source, target, port, { flows });
  });
/** Now and then everyone of the crowd at one door: what opens it, or makes it a campaign. */
const crowdOf: fc.Arbitrary<Line[]> = fc
  .record({
    time: fc.constantFrom('2026-11-19 12:00', '2026-11-20 18:00', '2026-11-21 12:30', '2026-11-21 14:30'),
    decision: fc.constantFrom(allowed, denied),
    size: fc.constantFrom(0, 0, 4, 5, 6),
    target: fc.constantFrom('a', 'b'),
  })
  .map(({ time, decision, size, target }) => crowd.slice(0, size).map((source) => decision(time, source, target, 3389)));
/** Now and then the partner, turned away in one or two slots. */
const partnerOf: fc.Arbitrary<Line[]> = fc
  .subarray(['2026-11-21 13:20', '2026-11-21 13:25', '2026-11-21 14:10'])
  .map((turnedAway) => turnedAway.map((time) => denied(time, '198.51.100.9', 'a', 3389, { flows: 2 })));
/** Now and then sources of one prefix at one door. */
const companyOf: fc.Arbitrary<Line[]> = fc
  .record({ size: fc.constantFrom(0, 4, 5), flows: fc.constantFrom(1, 5) })
  .map(({ size, flows }) =>
    Array.from({ length: size }, (_, last) => denied('2026-11-21 12:10', `192.0.2.${last + 1}`, 'b', 3389, { flows })),
  );
const linesOf = fc
  .tuple(fc.array(lineOf, { minLength: 5, maxLength: 60, size: 'max' }), crowdOf, crowdOf, partnerOf, companyOf)
  .map((groups) => groups.flat());

const nameOfFinding = ({ finding, key }: { readonly finding: string; readonly key: string | null }): string =>
  `${finding} ${key}`;
const sameGroup = (line: Line, by: ThresholdRule): string => {
  const target = targetNamed(line.target);
  const keys = {
    source: line.source,
    prefix: prefixRange(line.source),
    target: targetKey(target),
    port: portText(line.port, line.protocol),
    country: 'CN',
    'source+target': `${line.source} ${targetKey(target)}`,
  };
  return keys[by.per];
};

/** Whether a finding is about a source, read from the lines of the window that it made. */
function concerns(finding: Finding, source: string, lines: readonly Line[]): boolean {
  if ('rule' in finding)
    return lines.some((line) => sameGroup(line, finding.rule) === finding.key && isCounted(line, finding.rule));
  const watched = lines.filter(({ port }) => port !== 8080);
  switch (finding.finding) {
    case 'targeted':
      return finding.source === source || finding.source === prefixRange(source);
    case 'exposure':
      return watched.some(({ target, port }) => `${targetKey(targetNamed(target))} ${portText(port, 6)}` === finding.key);
    case 'campaign':
      return watched.some(({ decision, port }) => decision === 'denied' && port === finding.port);
    case 'new-target':
      return lines.some(({ target }) => finding.key.startsWith('group') || targetKey(targetNamed(target)) === finding.key);
    default:
      return finding.sources.includes(source);
  }
}

const isCounted = ({ decision, port }: Line, by: ThresholdRule): boolean =>
  decision === by.decision && (by.ports === null ? port !== 8080 : by.ports.includes(6 * 65536 + port));

suite('explainSubject()', () => {
  test('says met exactly where the detectors find it, for every source of generated worlds', () => {
    const seen = new Map<string, { met: number; missed: number }>();
    fc.assert(
      fc.property(linesOf, (lines) => {
        const histories = historiesOf(inTheirHours(lines), world);
        const input = inputOf(lines, { now, settings: world }, { histories });
        const found = detectFindings(input);
        const detection = prepareDetection(input);
        for (const source of new Set(lines.map((line) => line.source))) {
          const own = lines.filter((line) => line.source === source && at(line.time) >= at(windowStart));
          const subject = readSubject(source);
          assert.ok(subject !== null);
          const { conditions, scores } = explainSubject(detection, subject);
          const met = new Set(conditions.filter(({ outcome }) => outcome === 'met').map(nameOfFinding));
          const concerning = found.filter((finding) => concerns(finding, source, own)).map(nameOfFinding);
          assert.deepEqual([...met].sort(), [...new Set(concerning)].sort(), source);
          for (const scored of scores.filter(({ isFound }) => isFound)) {
            const told = found.find(({ finding, key }) => finding === 'targeted' && key === scored.name);
            assert.ok(told?.finding === 'targeted');
            assert.deepEqual([told.score, told.inputs, told.parts], [scored.score, scored.inputs, scored.parts]);
          }
          for (const { finding, outcome, checks } of conditions) {
            const kind = seen.get(finding) ?? { met: 0, missed: 0 };
            seen.set(finding, kind);
            if (outcome === 'met') kind.met++;
            if (outcome === 'missed') kind.missed++;
            assert.equal(
              outcome === 'met',
              checks.every(({ isMet }) => isMet),
            );
            for (const { isMet, value, bound } of checks) if (value !== null) assert.equal(isMet, value >= (bound ?? 0), finding);
          }
        }
      }),
      { numRuns: 120 },
    );
    // Worlds in which a kind is never met, or never missed, would show nothing.
    for (const [finding, { met, missed }] of seen) {
      if (finding === 'threshold:silent') continue;
      assert.ok(met >= 5 && missed >= 5, `${finding}: ${met} met, ${missed} missed`);
    }
    assert.equal(seen.size, 7 + world.thresholds.length);
  });

  test('says met of a prefix only what is found, and its score where that is found', () => {
    const seen = { met: 0, scores: 0 };
    fc.assert(
      fc.property(linesOf, (lines) => {
        const input = inputOf(lines, { now, settings: world }, { histories: historiesOf(inTheirHours(lines), world) });
        const found = new Set(detectFindings(input).map(nameOfFinding));
        const { conditions, scores } = explainSubject(prepareDetection(input), { scope: 'prefix', name: '192.0.2.0/24' });
        const met = conditions.filter(({ outcome }) => outcome === 'met').map(nameOfFinding);
        assert.deepEqual(
          met.filter((name) => !found.has(name)),
          [],
        );
        assert.deepEqual(
          scores.map(({ name }) => name),
          scores.length === 0 ? [] : ['192.0.2.0/24'],
        );
        assert.equal(met.includes('targeted 192.0.2.0/24'), found.has('targeted 192.0.2.0/24'));
        seen.met += met.length;
        seen.scores += scores.length;
      }),
      { numRuns: 100 },
    );
    assert.ok(seen.met > 100 && seen.scores > 5, JSON.stringify(seen));
  });
});
