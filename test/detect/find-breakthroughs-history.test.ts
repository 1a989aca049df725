import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findBreakthroughs } from '../../src/detect/find-breakthroughs.ts';
import { wasOpen } from '../../src/detect/history/fold-door-states.ts';
import { slotMs } from '../../src/model/facts.ts';
import type { Breakthrough } from '../../src/model/findings/breakthrough.ts';
import { type HourLine, historiesOf, inTheirHours } from '../support/day-hours.ts';
import { allowed, denied, inputOf, type Line, settingsWith, windowOf } from '../support/facts-builder.ts';
import { plainDoorChanges, plainFirstLetIn } from '../support/plain-history.ts';

const scanner = '203.0.113.7';
const networks = ['198.51.0.1', '198.52.0.1', '198.53.0.1', '198.54.0.1', '198.55.0.1'];
const settings = settingsWith();

/** Evaluates at 15:00 of 21 November: the window begins at 16:00 the day before. */
const now = '15:00';

function find(lines: readonly Line[], isHistory: (day: string) => boolean = () => true): Breakthrough[] {
  const histories = historiesOf(inTheirHours(lines), settings).filter(({ day }) => isHistory(day));
  return findBreakthroughs(prepareDetection(inputOf(lines, { now, settings }, { histories })));
}

const attack = [denied('10:00', scanner, 'a', 3389, { flows: 30 }), allowed('12:00', scanner, 'a', 22)];
const letIn = (time: string, sources: readonly string[] = networks): Line[] =>
  sources.map((source) => allowed(time, source, 'a', 22));
const turnedAway = (time: string, sources: readonly string[] = networks): Line[] =>
  sources.map((source) => denied(time, source, 'a', 22));

suite('a breakthrough and the days before', () => {
  test('a door open since five days is no news', () => {
    const lines = [...letIn('2026-11-16 09:00'), ...attack];
    assert.deepEqual(find(lines), []);
    assert.equal(find(lines, () => false).length, 1, 'the window alone does not know');
  });

  test('a door that opened the day before the 14 days is unknown, and a let-in through it is one', () => {
    assert.equal(find([...letIn('2026-11-07 09:00'), ...attack]).length, 1);
    assert.equal(find([...letIn('2026-11-08 09:00'), ...attack]).length, 0);
  });

  test('a source let in through the door three days ago is known', () => {
    const lines = [allowed('2026-11-18 09:00', scanner, 'a', 22), ...attack];
    assert.deepEqual(find(lines), []);
    assert.equal(find(lines, () => false).length, 1, 'the window alone does not know');
  });

  test('a source let in yesterday, before the window, is known', () => {
    assert.deepEqual(find([allowed('2026-11-20 15:55', scanner, 'a', 22), ...attack]), []);
  });

  test('days of history are told only where something is known from before the window', () => {
    const why = (lines: readonly Line[]): string => find(lines)[0]?.why.join(' ') ?? '';
    assert.match(why(attack), /for the first time in the window\./);
    assert.match(why([denied('2026-11-20 16:30', scanner, 'b', 23), ...attack]), /for the first time in the window\./);
    assert.match(why([denied('2026-11-20 09:00', scanner, 'b', 23), ...attack]), /for the first time in 2 days of history\./);
  });

  test('one let in three days ago through another door is not', () => {
    assert.equal(find([allowed('2026-11-18 09:00', scanner, 'a', 3389), ...attack]).length, 1);
    assert.equal(find([allowed('2026-11-18 09:00', scanner, 'b', 22), ...attack]).length, 1);
  });

  test('one let in through the door the day before the 14 days is not', () => {
    assert.equal(find([allowed('2026-11-07 09:00', scanner, 'a', 22), ...attack]).length, 1);
  });

  test('a door that closed again before the window is closed: the let-in is one, and says so', () => {
    const [finding, ...more] = find([...letIn('2026-11-16 09:00'), ...turnedAway('2026-11-18 10:05'), ...attack]);
    assert.deepEqual(more, []);
    assert.deepEqual(finding?.why.slice(1, 3), [
      'Then, or in the same five minutes, let in on 22/tcp at 12:00 UTC, for the first time in 3 days of history.',
      'That door stood open to any, but has been closed since 2026-11-18 10:05 UTC, when the last of 5 different networks in a row was turned away there.',
    ]);
  });

  test('a door that closed within the window stood open in it: no news', () => {
    assert.deepEqual(find([...letIn('2026-11-16 09:00'), ...turnedAway('08:00'), ...attack]), []);
  });

  test('a door that closed and opened again is open', () => {
    assert.deepEqual(
      find([...letIn('2026-11-14 09:00'), ...turnedAway('2026-11-16 10:00'), ...letIn('2026-11-18 09:00'), ...attack]),
      [],
    );
  });

  test('four networks turned away do not close it', () => {
    assert.deepEqual(
      find([...letIn('2026-11-16 09:00'), ...turnedAway('2026-11-18 10:00', networks.slice(0, 4)), ...attack]),
      [],
    );
  });

  test('networks let in on different days open a door together, the source itself among them', () => {
    const lines = networks.slice(0, 4).flatMap((source, i) => letIn(`2026-11-${17 + i} 09:00`, [source]));
    assert.deepEqual(find([...lines, ...attack]), []);
    assert.equal(find([...lines.slice(1), ...attack]).length, 1, 'three and the source itself are four');
  });

  test('a day whose history is missing changes nothing, but the window still tells of its own hours', () => {
    const lines = [
      ...letIn('2026-11-20 20:00', networks.slice(0, 2)),
      ...letIn('2026-11-18 09:00', networks.slice(2, 4)),
      ...attack,
    ];
    assert.deepEqual(
      find(lines, (day) => day !== '20261120'),
      [],
    );
    assert.equal(find(lines, (day) => day !== '20261118').length, 1);
  });

  test('histories of days to come, as an evaluation of the past may meet, are not looked at', () => {
    assert.equal(find([...attack, ...letIn('2026-11-22 09:00')]).length, 1);
    assert.equal(find([...attack, ...letIn('13:00')]).length, 1, 'nor is what follows on the same day');
  });
});

suite('laws of breakthroughs with histories', () => {
  const lineOf: fc.Arbitrary<HourLine> = fc
    .record({
      day: fc.constantFrom('2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-21'),
      hour: fc.constantFrom('03', '12', '14', '15', '16', '23'),
      minute: fc.constantFrom('00', '30', '55'),
      isDenied: fc.boolean(),
      source: fc.constantFrom(scanner, scanner, ...networks, '198.51.0.2'),
      port: fc.constantFrom(22, 22, 22, 3389),
    })
    .map(({ day, hour, minute, isDenied, source, port }) => {
      const line = (isDenied ? denied : allowed)(`${day} ${hour}:${minute}`, source, 'a', port, { flows: 3 });
      return { ...line, hour: `${day.replaceAll('-', '')}${hour}` };
    });
  const linesOf = fc
    .array(lineOf, { minLength: 8, maxLength: 30 })
    .map((lines) => lines.filter(({ hour }) => hour <= '2026112115'));

  const letInsOf = (findings: readonly Breakthrough[]): string[] =>
    findings
      .flatMap(({ source, letInDoors }) => letInDoors.map(({ port, letInAtMs }) => `${source} ${port} ${letInAtMs}`))
      .sort();

  test('of the let-ins that the window tells, those stay that a walk over every day finds new, through doors not open in the window', () => {
    let [kept, dropped] = [0, 0];
    fc.assert(
      fc.property(linesOf, (lines) => {
        const startSlot = windowOf(lines, { now }).startMs / slotMs;
        const ofWindow = find(lines, () => false);
        const expected = ofWindow.map((finding) => ({
          ...finding,
          letInDoors: finding.letInDoors.filter(({ port, letInAtMs }) => {
            const slot = letInAtMs / slotMs;
            const changes = plainDoorChanges(lines, { target: 'a', port });
            const isFirst = plainFirstLetIn(lines, { source: finding.source, target: 'a', port }) === slot;
            return isFirst && !wasOpen(changes, startSlot, slot);
          }),
        }));
        const found = letInsOf(find(lines));
        assert.deepEqual(found, letInsOf(expected));
        kept += found.length;
        dropped += letInsOf(ofWindow).length - found.length;
      }),
      { numRuns: 1200 },
    );
    assert.ok(kept > 50 && dropped > 50, `${kept} kept, ${dropped} dropped`);
  });

  test("today's part may come as a history or from the window", () => {
    fc.assert(
      fc.property(linesOf, (lines) => {
        assert.deepEqual(letInsOf(find(lines, (day) => day !== '20261121')), letInsOf(find(lines)));
      }),
      { numRuns: 200 },
    );
  });
});
