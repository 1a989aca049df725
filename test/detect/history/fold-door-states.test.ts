import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { packHistory, unpackHistory } from '../../../src/count/pack-history.ts';
import { foldDays, foldDoorStates, stateAt, wasOpen } from '../../../src/detect/history/fold-door-states.ts';
import { addKnock, beginWalk, runsOfDay } from '../../../src/detect/history/walk-door.ts';
import { slotMs } from '../../../src/model/facts.ts';
import type { Door } from '../../../src/model/findings/finding-core.ts';
import type { Decision } from '../../../src/model/flow.ts';
import type { DayHistory, DoorChange } from '../../../src/model/history.ts';
import { type HourLine, historiesOf } from '../../support/day-hours.ts';
import { allowed, at, denied, settingsWith, targetNamed } from '../../support/facts-builder.ts';
import { plainDoorChanges } from '../../support/plain-history.ts';

type Knock = { readonly slot: number; readonly decision: Decision; readonly block: number };

const allowedBy = (slot: number, ...blocks: number[]): Knock[] => blocks.map((block) => ({ slot, decision: 'allowed', block }));
const deniedTo = (slot: number, ...blocks: number[]): Knock[] => blocks.map((block) => ({ slot, decision: 'denied', block }));

/** The states of a door by its days' knocks, each day's in order. */
function doorStates(...days: readonly (readonly Knock[])[]): DoorChange[] {
  const runs = days.flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const walk = beginWalk(first.slot, first.decision, String(first.block));
    for (const { slot, decision, block } of more) addKnock(walk, slot, decision, String(block));
    return [runsOfDay(walk)];
  });
  return foldDays(runs);
}

suite('a door in one day', () => {
  test('stays unknown until five networks in a row met one decision', () => {
    assert.deepEqual(doorStates(allowedBy(1, 1, 2, 3, 4)), []);
  });

  test('opens in the slot in which the fifth network was let in', () => {
    assert.deepEqual(doorStates([...allowedBy(1, 1, 2), ...allowedBy(3, 3, 4), ...allowedBy(7, 5)]), [
      { slot: 7, state: 'open' },
    ]);
  });

  test('counts a network once, however often it knocks', () => {
    assert.deepEqual(doorStates([...allowedBy(1, 1, 1, 1, 2), ...allowedBy(2, 1, 2, 3, 4)]), []);
  });

  test('begins a new run with every other decision', () => {
    assert.deepEqual(doorStates([...allowedBy(1, 1, 2, 3), ...deniedTo(2, 9), ...allowedBy(3, 4, 5, 6)]), []);
  });

  test('closes when five networks in a row were turned away, and opens again', () => {
    const knocks = [...allowedBy(1, 1, 2, 3, 4, 5), ...deniedTo(2, 1, 2, 3, 4, 5), ...allowedBy(9, 1, 2, 3, 4, 5)];
    assert.deepEqual(doorStates(knocks), [
      { slot: 1, state: 'open' },
      { slot: 2, state: 'closed' },
      { slot: 9, state: 'open' },
    ]);
  });

  test('says nothing new when a run only confirms the state', () => {
    assert.deepEqual(doorStates([...deniedTo(1, 1, 2, 3, 4, 5), ...allowedBy(2, 1), ...deniedTo(3, 1, 2, 3, 4, 5)]), [
      { slot: 1, state: 'closed' },
    ]);
  });
});

suite('a door over several days', () => {
  test('opens by a run that goes on over midnight', () => {
    assert.deepEqual(doorStates(allowedBy(200, 1, 2, 3), allowedBy(300, 3, 4), allowedBy(600, 1, 5)), [
      { slot: 600, state: 'open' },
    ]);
  });

  test('does not where a day in between ended the run', () => {
    assert.deepEqual(doorStates(allowedBy(200, 1, 2, 3), [...allowedBy(300, 4), ...deniedTo(301, 4)], allowedBy(600, 5)), []);
  });

  test('goes on from the run that a day ended with, not from the one it began with', () => {
    const days = [[...allowedBy(1, 1, 2, 3, 4), ...deniedTo(2, 7), ...allowedBy(3, 1, 2)], allowedBy(300, 3, 4, 5)];
    assert.deepEqual(doorStates(...days), [{ slot: 300, state: 'open' }]);
  });

  test('stays as it was over days without knocks', () => {
    const changes = doorStates(allowedBy(1, 1, 2, 3, 4, 5), [], [], deniedTo(900, 1));
    assert.deepEqual(changes, [{ slot: 1, state: 'open' }]);
    assert.equal(stateAt(changes, 2000), 'open');
  });

  test('was open at a time when it was before, or came to be by then', () => {
    const changes: DoorChange[] = [
      { slot: 5, state: 'open' },
      { slot: 8, state: 'closed' },
    ];
    const asked = [
      [0, 4],
      [0, 5],
      [7, 7],
      [8, 9],
      [7, 9],
    ] as const;
    assert.deepEqual(
      asked.map(([from, to]) => wasOpen(changes, from, to)),
      [false, true, true, false, true],
    );
  });
});

const office = '203.0.113.9';
const settings = settingsWith({
  expectedSources: [{ label: 'office', sources: [office], ports: [6 * 65536 + 22], targets: ['Database'] }],
  targets: [{ name: 'Database', match: targetNamed('a').mac, criticality: 1 }],
});
const isExpected = ({ source, target, port }: HourLine): boolean => source === office && target === 'a' && port === 22;
const sources = [
  office,
  '203.0.1.1',
  '10.1.1.1',
  '10.1.1.2',
  '11.1.1.1',
  '110.1.1.1',
  '12.1.1.1',
  '2001:db8:1:2::/64',
  '2001:db80:1:2::/64',
];
const doors: readonly Door[] = ['a', 'b'].flatMap((target) =>
  [22, 3389].map((port) => ({ target: targetNamed(target), port, protocol: 6 })),
);
const nameOf = ({ target }: Door): string => (target.mac === targetNamed('a').mac ? 'a' : 'b');
const firstDayMs = at('2026-11-10 00:00');
const slotsOfDay = 288;

/** Knocks in a stretch of one decision, which most often changes on the day `turn`, at times of one hour, some told by the next hour's records. */
function stretchOf(days: number, most: number, turn: number): fc.Arbitrary<HourLine[]> {
  const knock = fc.record({
    slot: fc.nat({ max: 11 }),
    isLate: fc.integer({ min: 1, max: 5 }).map((n) => n === 5),
    source: fc.constantFrom(...sources),
    target: fc.constantFrom('a', 'a', 'a', 'a', 'b'),
    port: fc.constantFrom(22, 22, 22, 22, 22, 3389, 8080),
    flows: fc.integer({ min: 1, max: 3 }),
    isOther: fc.integer({ min: 1, max: 30 }).map((n) => n === 30),
  });
  return fc
    .record({
      day: fc.nat({ max: days - 1 }),
      hour: fc.constantFrom(0, 1, 12, 22, 23),
      isOdd: fc.integer({ min: 1, max: 5 }).map((n) => n === 5),
      knocks: fc.array(knock, { minLength: Math.ceil(most / 2), maxLength: most }),
    })
    .map(({ day, hour, isOdd, knocks }) =>
      knocks.map(({ slot, isLate, source, target, port, flows, isOther }) => {
        const ms = firstDayMs + (day * slotsOfDay + hour * 12 + slot) * slotMs;
        const make = (day < turn !== isOdd) !== isOther ? allowed : denied;
        const line = make(new Date(ms).toISOString().slice(0, 16).replace('T', ' '), source, target, port, { flows });
        const toldAtMs = isLate ? ms + 12 * slotMs : ms;
        return { ...line, hour: new Date(toldAtMs).toISOString().slice(0, 13).replace(/[-T]/g, '') };
      }),
    );
}

const linesOver = (days: number, stretches: number, most: number): fc.Arbitrary<HourLine[]> =>
  fc
    .nat({ max: days })
    .chain((turn) => fc.array(stretchOf(days, most, turn), { minLength: Math.floor(stretches / 2), maxLength: stretches }))
    .map((all) => all.flat());

/** At most four knocks a day. */
const sparse = (lines: readonly HourLine[]): HourLine[] =>
  [...Map.groupBy(lines, ({ hour }) => hour.slice(0, 8)).values()].flatMap((ofDay) => ofDay.slice(0, 4));

function assertFolded(histories: readonly DayHistory[], lines: readonly HourLine[]): number {
  let changes = 0;
  for (const door of doors) {
    const folded = foldDoorStates(histories, door);
    assert.deepEqual(folded, plainDoorChanges(lines, { target: nameOf(door), port: door.port }, isExpected));
    changes += folded.length;
  }
  return changes;
}

/** Counts what a property saw, so that one that never saw a change fails. */
function assertLaw(property: (seen: (changes: number) => void) => fc.IProperty<unknown>, atLeast: number): void {
  let changes = 0;
  fc.assert(
    property((more) => {
      changes += more;
    }),
    { numRuns: 150 },
  );
  assert.ok(changes >= atLeast, `only ${changes} changes of state in all runs`);
}

suite('laws of folding', () => {
  test('states folded from days are those of a walk over every knock', () => {
    assertLaw((seen) => fc.property(linesOver(5, 12, 9), (lines) => seen(assertFolded(historiesOf(lines, settings), lines))), 40);
  });

  test('the same from histories that were packed and unpacked', () => {
    assertLaw(
      (seen) =>
        fc.property(linesOver(4, 10, 8), (lines) => {
          const stored = historiesOf(lines, settings).map((history) => unpackHistory(packHistory(history)));
          seen(assertFolded(stored, lines));
        }),
      40,
    );
  });

  test('the same where each day saw too few networks to say anything alone', () => {
    assertLaw(
      (seen) => fc.property(linesOver(13, 40, 2).map(sparse), (lines) => seen(assertFolded(historiesOf(lines, settings), lines))),
      40,
    );
  });

  test('the same where a day is rolled again because late records changed its hours', () => {
    assertLaw(
      (seen) =>
        fc.property(linesOver(4, 8, 8), linesOver(4, 2, 8), (early, late) => {
          const days = new Set(late.map(({ hour }) => hour.slice(0, 8)));
          const before = historiesOf(early, settings).filter(({ day }) => !days.has(day));
          const again = historiesOf([...late, ...early], settings).filter(({ day }) => days.has(day));
          const histories = [...before, ...again].sort((a, b) => Number(a.day) - Number(b.day));
          seen(assertFolded(histories, [...early, ...late]));
        }),
      40,
    );
  });

  test('a day whose history is missing is a day without records', () => {
    assertLaw(
      (seen) =>
        fc.property(linesOver(5, 12, 8), fc.integer({ min: 0, max: 4 }), (lines, missing) => {
          const day = new Date(firstDayMs + missing * slotsOfDay * slotMs).toISOString().slice(0, 10).replaceAll('-', '');
          const histories = historiesOf(lines, settings).filter((history) => history.day !== day);
          seen(
            assertFolded(
              histories,
              lines.filter(({ hour }) => !hour.startsWith(day)),
            ),
          );
        }),
      40,
    );
  });

  test('the part of a day not over yet is that of its hours so far', () => {
    assertLaw(
      (seen) =>
        fc.property(linesOver(3, 12, 8), fc.constantFrom('00', '01', '12', '22'), (lines, hour) => {
          const last =
            lines
              .map((line) => line.hour)
              .sort()
              .at(-1) ?? '';
          const sofar = lines.filter((line) => line.hour <= last.slice(0, 8) + hour);
          seen(assertFolded(historiesOf(sofar, settings), sofar));
        }),
      40,
    );
  });
});
