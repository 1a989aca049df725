import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { firstLetIn, wasLetInBefore } from '../../../src/detect/history/first-let-in.ts';
import { medianPrefixes } from '../../../src/detect/history/median-prefixes.ts';
import { slotMs } from '../../../src/model/facts.ts';
import type { DayHistory } from '../../../src/model/history.ts';
import { activeDays, attemptsByTarget } from '../../support/attempts-by-target.ts';
import { type HourLine, historiesOf, hourOfTime } from '../../support/day-hours.ts';
import { allowed, at, denied, settingsWith, targetNamed } from '../../support/facts-builder.ts';
import { plainAttempts, plainCrowds, plainDenials, plainFirstLetIn } from '../../support/plain-history.ts';
import { portShare } from '../../support/port-share.ts';

const settings = settingsWith();
const watched = settings.watchedPorts.filter(({ protocol }) => protocol === 6).map(({ port }) => port);
const sources = [
  '203.0.113.7',
  '203.0.113.8',
  '203.0.114.7',
  '10.1.1.1',
  '2001:db8:1:2::/64',
  '2001:db8:1:3::/64',
  '2001:db8:2:2::/64',
];
const targets = ['a', 'b', 'c'];
const ports = [22, 3389, 8080];
const firstDayMs = at('2026-11-10 00:00');

const lineOf: fc.Arbitrary<HourLine> = fc
  .record({
    day: fc.nat({ max: 4 }),
    hour: fc.constantFrom(0, 1, 2, 12, 22, 23),
    slot: fc.nat({ max: 11 }),
    isDenied: fc.integer({ min: 1, max: 4 }).map((n) => n > 1),
    source: fc.constantFrom(...sources),
    target: fc.constantFrom(...targets),
    port: fc.constantFrom(...ports),
    flows: fc.nat({ max: 3 }),
    /** Some tuples flow in great numbers. */
    isMany: fc.integer({ min: 1, max: 20 }).map((n) => n === 20),
  })
  .map(({ day, hour, slot, isDenied, source, target, port, flows, isMany }) => {
    const time = new Date(firstDayMs + (day * 288 + hour * 12 + slot) * slotMs).toISOString().slice(0, 16).replace('T', ' ');
    const line = isDenied
      ? denied(time, source, target, port, { flows: isMany ? 300 + flows : Math.max(1, flows) })
      : allowed(time, source, target, port, { flows });
    return { ...line, hour: hourOfTime(time) };
  });
const linesOf = fc.array(lineOf, { minLength: 5, maxLength: 60 });

function assertLaw(check: (lines: readonly HourLine[], histories: readonly DayHistory[]) => void): void {
  fc.assert(
    fc.property(linesOf, (lines) => check(lines, historiesOf(lines, settings))),
    { numRuns: 150 },
  );
}

const eachDoor = targets.flatMap((target) => [22, 3389].map((port) => ({ target, port })));

suite('laws of what a history is asked', () => {
  test('who was let in, and since when, is what a walk over every line finds', () => {
    assertLaw((lines, histories) => {
      for (const { target, port } of eachDoor) {
        const door = { target: targetNamed(target), port, protocol: 6 };
        for (const source of sources) {
          const first = plainFirstLetIn(lines, { source, target, port });
          assert.equal(firstLetIn(histories, source, door), first);
          assert.equal(wasLetInBefore(histories, source, door, first ?? 0), false);
          if (first !== null) assert.equal(wasLetInBefore(histories, source, door, first + 1), true);
        }
      }
    });
  });

  test('attempts and active days count only days with three attempts on a target', () => {
    assertLaw((lines, histories) => {
      for (const source of sources) {
        const plain = plainAttempts(lines, source, watched);
        const told = attemptsByTarget(histories, source).map(({ target, attempts, days }) => {
          const name = targets.find((known) => targetNamed(known).mac === target.mac) ?? '';
          return [name, { attempts, days }] as const;
        });
        assert.deepEqual(Object.fromEntries(told), plain);
        for (const target of targets) {
          assert.equal(activeDays(histories, source, targetNamed(target)), plain[target]?.days ?? 0);
        }
      }
    });
  });

  test('medians are over hours with records, also those in which nobody was denied, without the hours judged', () => {
    const judgedOf = fc.subarray(['2026111200', '2026111212', '2026111323', '2026111401']).map((hours) => new Set(hours));
    fc.assert(
      fc.property(linesOf, judgedOf, fc.constantFrom(0, 1, 12, 13, 22, 23), (lines, judged, hourOfDay) => {
        const crowds = plainCrowds(lines, 22, hourOfDay, judged);
        const found = medianPrefixes(historiesOf(lines, settings), 6 * 65536 + 22, hourOfDay, judged);
        if (found === null) return assert.deepEqual(crowds, []);
        const below = crowds.filter((crowd) => crowd < found.median).length;
        const above = crowds.filter((crowd) => crowd > found.median).length;
        assert.ok(crowds.length > 0 && below <= crowds.length / 2 && above <= crowds.length / 2, `${found.median} of ${crowds}`);
        if (crowds.length % 2 === 1) assert.ok(crowds.includes(found.median));
      }),
      { numRuns: 150 },
    );
  });

  test("a port's share is that of all denials on watched ports without the source's own", () => {
    assertLaw((lines, histories) => {
      for (const source of sources) {
        const onAll = plainDenials(lines, watched, source, watched);
        const onPort = plainDenials(lines, [22], source, watched);
        assert.equal(portShare(histories, 6 * 65536 + 22, source), onAll === 0 ? null : onPort / onAll);
      }
    });
  });
});

suite('medians', () => {
  const crowd = (day: number, hour: number, prefixes: number): HourLine[] =>
    Array.from({ length: prefixes }, (_, i) => {
      const time = `2026-11-${day} ${String(hour).padStart(2, '0')}:10`;
      return { ...denied(time, `203.0.${i}.7`, 'a', 22), hour: hourOfTime(time) };
    });
  const quiet = (day: number, hour: number): HourLine[] => crowd(day, hour, 1).map((line) => ({ ...line, port: 8080 }));
  const median = (lines: readonly HourLine[], judged: readonly string[] = []) =>
    medianPrefixes(historiesOf(lines, settings), 6 * 65536 + 22, 10, new Set(judged));

  test('of an even number of hours is the mean of the two in the middle', () => {
    assert.deepEqual(median([...crowd(10, 10, 4), ...crowd(11, 10, 7)]), { median: 5.5, days: 2 });
  });

  test('look at the hours before and after too', () => {
    assert.deepEqual(median([...crowd(10, 9, 1), ...crowd(10, 10, 5), ...crowd(10, 11, 8), ...crowd(10, 12, 50)]), {
      median: 5,
      days: 1,
    });
  });

  test('count an hour with records in which nobody was denied as 0', () => {
    assert.deepEqual(median([...quiet(10, 10), ...quiet(11, 10), ...crowd(12, 10, 9)]), { median: 0, days: 3 });
  });

  test('leave out the hours judged', () => {
    assert.deepEqual(median([...crowd(10, 10, 3), ...crowd(11, 10, 99)], ['2026111110']), { median: 3, days: 1 });
  });

  test('are unknown without records', () => assert.equal(median(crowd(10, 15, 3)), null));
});
