import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { alignFacts } from '../../../src/count/concat-facts.ts';
import { lastDays } from '../../../src/detect/history/last-days.ts';
import { makeDayHistory } from '../../../src/detect/history/make-day-history.ts';
import type { DayHour } from '../../../src/detect/history/view-day.ts';
import { slotMs } from '../../../src/model/facts.ts';
import { hourOfTime, hoursOf, inTheirHours, logSummary } from '../../support/day-hours.ts';
import { allowed, at, denied, factsOf, type Line, settingsWith, targetNamed } from '../../support/facts-builder.ts';

const day = '20261121';
const tcp = 6 * 65536;
const scanner = '203.0.113.7';
const historyOf = (lines: readonly Line[], settings = settingsWith()) =>
  makeDayHistory(day, hoursOf(inTheirHours(lines)), settings);
const slotAt = (time: string): number => Math.floor(at(time) / slotMs);

suite('makeDayHistory()', () => {
  test('of a day without hours is empty', () => {
    const { pairs, ...lists } = makeDayHistory(day, [], settingsWith());
    assert.deepEqual(lists, { day, sources: [], targets: [], hours: [], ports: [], letIn: [], doors: [], countries: [] });
    assert.equal(pairs.source.length, 0);
  });

  test('keeps pairs of source and target with three attempts that day, denied and allowed together', () => {
    const lines = [
      denied('01:00', scanner, 'a', 22),
      denied('09:00', scanner, 'a', 3389),
      allowed('23:00', scanner, 'a', 22),
      denied('10:00', scanner, 'b', 22, { flows: 2 }),
      denied('11:00', scanner, 'b', 8080, { flows: 9 }),
      denied('12:00', '198.51.100.1', 'b', 22, { flows: 700 }),
    ];
    const { sources, targets, pairs } = historyOf(lines);
    const rows = [...pairs.source.keys()].map((row) => [
      sources[pairs.source[row] ?? -1],
      targets[pairs.target[row] ?? -1]?.mac,
      pairs.port[row],
      pairs.isDenied[row],
      pairs.attempts[row],
    ]);
    const [a, b] = [targetNamed('a').mac, targetNamed('b').mac];
    assert.deepEqual(rows, [
      ['198.51.100.1', b, tcp + 22, 1, 700],
      [scanner, a, tcp + 22, 0, 1],
      [scanner, a, tcp + 22, 1, 1],
      [scanner, a, tcp + 3389, 1, 1],
    ]);
  });

  test('counts denied flows and distinct prefixes by watched port and hour of the record', () => {
    const lines = ['203.0.113.7', '203.0.113.8', '203.0.114.1', '2001:db8:1:2::/64', '2001:db8:1:3::/64'].map((source) =>
      denied('10:10', source, 'a', 22, { flows: 2 }),
    );
    const late = { ...denied('10:59', scanner, 'a', 22), hour: `${day}11` };
    const { ports } = makeDayHistory(day, hoursOf([...inTheirHours(lines), late]), settingsWith());
    assert.deepEqual(ports, [
      { port: tcp + 22, hour: 10, deniedFlows: 10, deniedPrefixes: 3 },
      { port: tcp + 22, hour: 11, deniedFlows: 1, deniedPrefixes: 1 },
    ]);
  });

  test('is the same whether hours share their list of sources or have their own', () => {
    const lineOf = fc
      .record({
        hour: fc.constantFrom('01', '02', '09'),
        source: fc.constantFrom(scanner, '203.0.114.7', '198.51.100.1', '2001:db8:1:2::/64', '2001:db8:1:3::/64', '9.9.9.9'),
        target: fc.constantFrom('a', 'b'),
        port: fc.constantFrom(22, 3389, 8080),
        flows: fc.integer({ min: 1, max: 3 }),
        isLetIn: fc.boolean(),
      })
      .map(({ hour, source, target, port, flows, isLetIn }) =>
        (isLetIn ? allowed : denied)(`${hour}:00`, source, target, port, { flows }),
      );
    fc.assert(
      fc.property(fc.array(lineOf, { minLength: 1, maxLength: 40 }), (lines) => {
        const hours = hoursOf(inTheirHours(lines));
        const { parts } = alignFacts(hours.map(({ facts }) => facts));
        const aligned = hours.map((hour, i) => ({ ...hour, facts: parts[i] ?? hour.facts }));
        assert.deepEqual(makeDayHistory(day, aligned, settingsWith()), makeDayHistory(day, hours, settingsWith()));
      }),
    );
  });

  test('tells a watched UDP port from the TCP port of the same number', () => {
    const { ports, doors } = historyOf([
      denied('10:00', scanner, 'a', 161),
      denied('10:00', scanner, 'a', 161, { protocol: 17 }),
    ]);
    assert.deepEqual(
      [ports, doors].map((rows) => rows.map(({ port }) => port)),
      [[17 * 65536 + 161], [17 * 65536 + 161]],
    );
  });

  test('knows the first slot in which a source was let in through a door, also where no flow began', () => {
    const { letIn, sources } = historyOf([
      allowed('11:00', scanner, 'a', 22),
      allowed('10:05', scanner, 'a', 22, { flows: 0 }),
      allowed('12:00', '198.51.100.1', 'a', 22),
      allowed('12:00', scanner, 'a', 8080),
    ]);
    assert.deepEqual(sources, ['198.51.100.1', scanner]);
    assert.deepEqual(letIn, [
      { target: 0, port: tcp + 22, source: 0, firstSlot: slotAt('12:00') },
      { target: 0, port: tcp + 22, source: 1, firstSlot: slotAt('10:05') },
    ]);
  });

  test('lists the targets of any fact, on whatever port, once each, and the fuller resource', () => {
    const [of, group] = [targetNamed('a'), { ...targetNamed('a'), resource: '/subscriptions/1/networkSecurityGroups/nsg' }];
    const facts = factsOf([denied('10:00', scanner, 'a', 8080), denied('10:00', scanner, 'b', 8080)]);
    const unseen = { ...facts, targets: [group, targetNamed('b'), targetNamed('c')] };
    const hours: DayHour[] = [
      { hour: `${day}10`, facts: unseen, logs: [] },
      { hour: `${day}11`, facts: factsOf([allowed('11:00', scanner, 'a', 22)]), logs: [] },
    ];
    const { targets } = makeDayHistory(day, hours, settingsWith());
    assert.deepEqual(new Set(targets.map(({ resource }) => resource)), new Set([of.resource, targetNamed('b').resource]));
  });

  test('marks the hours in which a log had records for a network interface', () => {
    const hours: DayHour[] = [0, 1, 23].map((hour) => ({
      hour: `${day}${String(hour).padStart(2, '0')}`,
      facts: factsOf([]),
      logs: [logSummary('LOG', 'MAC', hour === 1 ? 0 : 5), logSummary('LOG', 'OTHER', 1)],
    }));
    assert.deepEqual(makeDayHistory(day, hours, settingsWith()).hours, [
      { flowLog: 'LOG', mac: 'MAC', mask: 1 + 2 ** 23 },
      { flowLog: 'LOG', mac: 'OTHER', mask: 3 + 2 ** 23 },
    ]);
  });

  test('adds up denied flows on all ports by country', () => {
    const lines = [
      denied('10:00', scanner, 'a', 8080, { flows: 3 }),
      denied('11:00', '198.51.100.1', 'a', 22),
      allowed('11:00', scanner, 'a', 22),
    ];
    assert.deepEqual(historyOf(lines).countries, [{ country: 'CN', deniedFlows: 4 }]);
  });

  test('takes knocks hour by hour, within an hour by slot, let-ins before denials, then by source', () => {
    const knock = (hour: number, line: Line) => ({ ...line, hour: `${day}${hour}` });
    const lines = [
      knock(11, denied('10:50', '5.1.1.1', 'a', 22)),
      knock(11, denied('10:50', '4.1.1.1', 'a', 22)),
      knock(10, denied('10:55', '3.1.1.1', 'a', 22)),
      knock(10, allowed('10:55', '2.1.1.1', 'a', 22)),
      knock(10, allowed('10:00', '1.1.1.1', 'a', 22)),
    ];
    const [door] = makeDayHistory(day, hoursOf(lines), settingsWith()).doors;
    assert.deepEqual(door, {
      target: 0,
      port: tcp + 22,
      firstRun: {
        decision: 'allowed',
        blocks: [
          { block: '1.1', slot: slotAt('10:00') },
          { block: '2.1', slot: slotAt('10:55') },
        ],
      },
      changes: [],
      lastRun: {
        decision: 'denied',
        blocks: [
          { block: '3.1', slot: slotAt('10:55') },
          { block: '4.1', slot: slotAt('10:50') },
          { block: '5.1', slot: slotAt('10:50') },
        ],
      },
      isOneRun: false,
    });
  });

  test('keeps the first five networks of a run, and as changes only what runs after the first say', () => {
    const crowd = (time: string, make: typeof allowed) => [1, 2, 3, 4, 5, 6, 7].map((i) => make(time, `20${i}.1.1.1`, 'a', 22));
    const [door] = historyOf([...crowd('10:00', allowed), ...crowd('11:00', denied)]).doors;
    const five = [1, 2, 3, 4, 5].map((i) => `20${i}.1`);
    assert.deepEqual(
      [door?.firstRun, door?.lastRun].map((run) => run?.blocks.map(({ block }) => block)),
      [five, five],
    );
    assert.deepEqual(door?.changes, [{ slot: slotAt('11:00'), state: 'closed' }]);
    assert.deepEqual(historyOf(crowd('10:00', allowed)).doors[0]?.changes, []);
  });

  test('leaves expected sources out of door states only', () => {
    const expectedSources = [{ label: 'office', sources: ['203.0.113.0/24'], ports: [tcp + 22], targets: [] }];
    const lines = [
      denied('10:00', scanner, 'a', 22, { flows: 3 }),
      allowed('10:05', scanner, 'a', 22),
      denied('10:10', scanner, 'a', 3389),
    ];
    const history = historyOf(lines, settingsWith({ expectedSources }));
    assert.deepEqual(
      history.doors.map(({ port }) => port),
      [tcp + 3389],
    );
    assert.equal(history.letIn.length, 1);
    assert.equal(history.pairs.source.length, 3);
  });

  test('is the same whatever the order of hours, rows and dictionaries', () => {
    const lineOf = fc.record({
      hour: fc.nat({ max: 23 }),
      source: fc.constantFrom(scanner, '5.1.1.1', '50.1.1.1', '2001:db8:1:2::/64'),
      target: fc.constantFrom('a', 'b'),
      isDenied: fc.boolean(),
    });
    const linesOf = fc
      .array(lineOf, { maxLength: 40 })
      .map((rows) =>
        rows.map(({ hour, source, target, isDenied }) =>
          (isDenied ? denied : allowed)(`${String(hour).padStart(2, '0')}:10`, source, target, 22),
        ),
      );
    fc.assert(
      fc.property(
        linesOf.chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
        ([lines, shuffled]) => assert.deepEqual(historyOf(shuffled), historyOf(lines)),
      ),
    );
  });

  test('of a day with many rows takes moments', (context) => {
    const rows = 500_000;
    const hours = manyHours(rows);
    const startedAt = performance.now();
    const { pairs, doors } = makeDayHistory(day, hours, settingsWith());
    context.diagnostic(
      `${Math.round(performance.now() - startedAt)} ms for ${rows} rows: ${pairs.source.length} pair rows, ${doors.length} doors`,
    );
    assert.equal(doors.length, 7_000);
  });
});

/** Denials at 1,000 targets on 7 watched ports by 20,000 sources, over 24 hours. */
function manyHours(rows: number): DayHour[] {
  const empty = factsOf([]);
  const ports = settingsWith()
    .watchedPorts.filter(({ protocol }) => protocol === 6)
    .map(({ port }) => port);
  const address = Array.from({ length: 20_000 }, (_, i) => `${1 + (i % 200)}.${i % 251}.${i >> 8}.9`);
  const targets = Array.from({ length: 1_000 }, (_, i) => ({ ...targetNamed('a'), address: `10.1.${i >> 8}.${i & 255}` }));
  return Array.from({ length: 24 }, (_, hour) => {
    const count = Math.ceil(rows / 24);
    const column = (value: (i: number) => number) => Uint32Array.from({ length: count }, (_, i) => value(i + hour * count));
    return {
      hour: `${day}${String(hour).padStart(2, '0')}`,
      logs: [],
      facts: {
        ...empty,
        sources: { address, country: address.map(() => 'NL') },
        targets,
        denied: {
          slot: column((i) => slotAt('00:00') + hour * 12 + (i % 12)),
          source: column((i) => (i * 7919) % address.length),
          target: column((i) => (i >> 3) % 1000),
          port: Uint16Array.from(column((i) => ports[i % ports.length] ?? 0)),
          protocol: new Uint8Array(count).fill(6),
          rule: new Uint32Array(count),
          flows: new Uint32Array(count).fill(1),
        },
      },
    };
  });
}

suite('lastDays()', () => {
  test('takes the 14 days up to and with the current one, oldest first', () => {
    const days = ['20261122', '20261121', '20261108', '20261107', '20261115'].map((name) =>
      makeDayHistory(name, [], settingsWith()),
    );
    assert.deepEqual(
      lastDays(days, at('23:59')).map((history) => history.day),
      ['20261108', '20261115', '20261121'],
    );
  });

  test('knows the hour of a time', () => assert.equal(hourOfTime('10:05'), '2026112110'));
});
