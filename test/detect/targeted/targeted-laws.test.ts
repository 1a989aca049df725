import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { prepareDetection } from '../../../src/detect/detection.ts';
import { findTargeted } from '../../../src/detect/find-targeted.ts';
import { severityOf } from '../../../src/detect/targeted/describe-targeted.ts';
import type { Targeted } from '../../../src/model/findings/targeted.ts';
import type { DetectionSettings } from '../../../src/model/settings.ts';
import { historiesOf, inTheirHours } from '../../support/day-hours.ts';
import { allowed, denied, inputOf, type Line, settingsWith, targetNamed } from '../../support/facts-builder.ts';
import { type PlainScore, plainScores } from './plain-score.ts';

/** Evaluates at 15:00 of 21 November: the window begins at 16:00 the day before. */
const now = '15:00';

const watchedPorts = [
  { port: 22, protocol: 6, weight: 5, name: '' },
  { port: 23, protocol: 6, weight: 3, name: '' },
  { port: 3389, protocol: 6, weight: 8, name: '' },
  { port: 5985, protocol: 6, weight: 8, name: '' },
  { port: 161, protocol: 17, weight: 3, name: '' },
];
const boundsFrom = (low: number): DetectionSettings['bounds'] => ({
  ...settingsWith().bounds,
  targeted: { low, medium: low + 10, high: low + 20 },
});
const everyScore = settingsWith({ watchedPorts, bounds: boundsFrom(0) });

function find(lines: readonly Line[], settings: DetectionSettings): readonly Targeted[] {
  const histories = historiesOf(inTheirHours(lines), settings);
  return findTargeted(prepareDetection(inputOf(lines, { now, settings }, { histories })));
}

const sources = ['203.0.113.7', '198.51.100.9', ...[1, 2, 3, 4, 5, 6].map((last) => `192.0.2.${last}`)];
const lineOf: fc.Arbitrary<Line> = fc
  .record({
    day: fc.constantFrom('2026-11-07', '2026-11-08', '2026-11-19', '2026-11-20', '2026-11-20', '2026-11-21', '2026-11-21'),
    hour: fc.constantFrom('00', '03', '07', '11', '14', '15', '16', '20', '23'),
    minute: fc.constantFrom('00', '30', '55'),
    isAllowed: fc.constantFrom(false, false, false, false, false, true),
    source: fc.constantFrom(...sources),
    target: fc.constantFrom('a', 'a', 'a', 'b', 'c', 'd'),
    port: fc.constantFrom(22, 23, 3389, 3389, 5985, 161, 8080),
    flows: fc.constantFrom(1, 1, 1, 2, 3, 8, 30),
  })
  .map(({ day, hour, minute, isAllowed, source, target, port, flows }) =>
    (isAllowed ? allowed : denied)(`${day} ${hour}:${minute}`, source, target, port, { flows, protocol: port === 161 ? 17 : 6 }),
  );
/** Sources of one prefix at one door, each with so many attempts; none of it in every other run. */
const companyOf: fc.Arbitrary<Line[]> = fc
  .record({
    flows: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 6, maxLength: 6 }),
    time: fc.constantFrom('2026-11-20 17:00', '2026-11-21 09:00', '2026-11-21 13:30'),
    isThere: fc.boolean(),
  })
  .map(({ flows, time, isThere }) => {
    const lines = flows.map((count, i) => denied(time, `192.0.2.${i + 1}`, 'a', 3389, { flows: count }));
    return isThere ? lines.filter((line) => line.flows > 0) : [];
  });
const linesOf = fc
  .tuple(fc.array(lineOf, { minLength: 5, maxLength: 100, size: 'max' }), companyOf)
  .map(([lines, company]) => [...lines.filter(({ time }) => time < '2026-11-21 16:00'), ...company]);

/** A prefix absorbs sources with its top target that are no graver. */
function withoutAbsorbed(scores: readonly PlainScore[], bounds: DetectionSettings['bounds']['targeted']): PlainScore[] {
  const prefixes = scores.filter(({ name }) => name.includes('/'));
  return scores.filter(({ name, target, score }) => {
    const prefix = prefixes.find(({ members }) => !name.includes('/') && members.includes(name));
    if (prefix === undefined || prefix.target !== target) return true;
    return score > prefix.score && severityOf(score, bounds) !== severityOf(prefix.score, bounds);
  });
}

suite('laws of findTargeted()', () => {
  const expected = [{ label: 'partner', sources: ['203.0.113.0/24', '192.0.2.3'], ports: [6 * 65536 + 3389], targets: ['b'] }];
  const windowStartMs = Date.parse('2026-11-20T16:00:00Z');

  test('it finds what a plain reading of the definitions finds, with the same inputs', () => {
    const met = { prefixes: 0, absorbed: 0, sources: 0 };
    fc.assert(
      fc.property(linesOf, fc.constantFrom(0, 15, 30, 45), fc.boolean(), (lines, low, isSomeoneExpected) => {
        const targets = [{ name: 'b', match: targetNamed('b').mac, criticality: 1 }];
        const expectation = isSomeoneExpected ? { expectedSources: expected, targets } : {};
        const settings = settingsWith({ watchedPorts, bounds: boundsFrom(low), ...expectation });
        const scores = plainScores(lines, settings, windowStartMs).filter(({ score }) => score >= low);
        const plain = withoutAbsorbed(scores, settings.bounds.targeted);
        const found = find(lines, settings);
        assert.deepEqual(
          found.map(({ key, targetName, door, inputs, score }) => ({ key, targetName, port: door.port, inputs, score })),
          plain
            .map(({ name, target, port, inputs, score }) => ({ key: name, targetName: target, port, inputs, score }))
            .sort((a, b) => (a.key < b.key ? -1 : 1)),
        );
        met.prefixes += found.filter(({ scope }) => scope === 'prefix').length;
        met.sources += found.length;
        met.absorbed += scores.length - plain.length;
      }),
      { numRuns: 250 },
    );
    assert.ok(met.prefixes > 20 && met.absorbed > 20 && met.sources > 200, JSON.stringify(met));
  });

  test('the order of rows changes nothing', () => {
    fc.assert(
      fc.property(linesOf, (lines) => {
        const [one, other] = [find(lines, everyScore), find(lines.toReversed(), everyScore)];
        const known = (findings: readonly Targeted[]) => findings.map(({ country: _, ...finding }) => finding);
        assert.deepEqual(known(one), known(other));
      }),
      { numRuns: 100 },
    );
  });

  test('one more attempt on the top port of the top target, in an hour and on a day already active, never lowers a score', () => {
    let raised = 0;
    fc.assert(
      fc.property(linesOf, fc.nat(100), fc.nat(100), (lines, whichFinding, whichLine) => {
        const found = find(lines, everyScore);
        const before = found[whichFinding % Math.max(1, found.length)];
        if (before === undefined) return;
        const there = lines.filter((line) => isTopDoor(line, before) && isOnActiveDay(line, lines));
        const again = there[whichLine % Math.max(1, there.length)];
        if (again === undefined) return;
        const after = find([...lines, { ...again, flows: 1 }], everyScore).find(({ key }) => key === before.key);
        if (after === undefined || after.inputs.weight !== before.inputs.weight) return;
        assert.ok(after.score >= before.score, `${before.score} → ${after.score}`);
        raised += Number(after.score > before.score);
      }),
      { numRuns: 250 },
    );
    assert.ok(raised > 20, `${raised} raised`);
  });

  test('one touch of a new target, with E and all else unchanged, never raises a score', () => {
    const touchOf = fc.record({
      time: fc.constantFrom('2026-11-20 16:00', '2026-11-20 23:55', '00:00', '12:00'),
      port: fc.constantFrom(22, 23, 3389, 5985),
      which: fc.nat(100),
    });
    let touched = 0;
    fc.assert(
      fc.property(linesOf, touchOf, fc.nat(100), (lines, { time, port, which }, whichFinding) => {
        // Someone else was denied there, so that E stays.
        const seen = [...lines, denied('10:00', '100.64.0.1', 'new', 8080)];
        const found = find(seen, everyScore);
        const before = found[whichFinding % Math.max(1, found.length)];
        if (before === undefined) return;
        const source = before.members[which % before.members.length] ?? '';
        const after = find([...seen, denied(time, source, 'new', port)], everyScore).find(({ key }) => key === before.key);
        if (after?.targetName === 'new') return;
        assert.ok(after !== undefined && after.score <= before.score, `${before.score} → ${after?.score}`);
        touched++;
      }),
      { numRuns: 200 },
    );
    assert.ok(touched > 20, `${touched} touched`);
  });
});

function isTopDoor({ decision, time, source, target, port, protocol }: Line, { members, door, targetName }: Targeted): boolean {
  const isThere = target === targetName && port === door.port && protocol === door.protocol;
  return decision === 'denied' && time >= '2026-11-20 16:00' && isThere && members.includes(source);
}

/** At least three attempts on the target that day. */
function isOnActiveDay({ time, source, target }: Line, lines: readonly Line[]): boolean {
  const ofDay = lines.filter(
    (line) =>
      line.source === source && line.target === target && line.time.slice(0, 10) === time.slice(0, 10) && line.port !== 8080,
  );
  return ofDay.reduce((sum, { flows }) => sum + flows, 0) >= 3;
}
