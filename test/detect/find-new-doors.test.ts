import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findNewDoors } from '../../src/detect/find-new-doors.ts';
import { stateAt } from '../../src/detect/history/fold-door-states.ts';
import { slotMs } from '../../src/model/facts.ts';
import type { NewDoor } from '../../src/model/findings/new-door.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { type HourLine, historiesOf, inTheirHours } from '../support/day-hours.ts';
import { allowed, at, denied, inputOf, type Line, settingsWith, targetNamed } from '../support/facts-builder.ts';
import { plainDoorChanges, plainFirstLetIn } from '../support/plain-history.ts';

const admin = '203.0.113.7';
const crowd = ['198.51.0.1', '198.52.0.1', '198.53.0.1', '198.54.0.1', '198.55.0.1'];

interface Scene {
  readonly settings?: DetectionSettings;
  readonly isHistory?: (day: string) => boolean;
}

/** Evaluated at a time, of what had been logged by then. */
function findAt(
  now: string,
  lines: readonly Line[],
  { settings = settingsWith(), isHistory = () => true }: Scene = {},
): NewDoor[] {
  const known = lines.filter(({ time }) => at(time) <= at(now));
  const histories = historiesOf(inTheirHours(known), settings).filter(({ day }) => isHistory(day));
  return findNewDoors(prepareDetection(inputOf(known, { now, settings }, { histories })));
}

function only(findings: readonly NewDoor[]): NewDoor {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}

const before = denied('2026-11-12 10:00', '192.0.2.1', 'vm-db1', 22);

suite('someone let in for the first time', () => {
  test('is told by door, with those who are new there in the order in which they came', () => {
    const lines = [
      before,
      allowed('10:30', '203.0.113.9', 'vm-db1', 22),
      allowed('10:00', admin, 'vm-db1', 22, { flows: 2 }),
      allowed('10:40', admin, 'vm-db1', 22),
    ];
    const finding = only(findAt('11:00', lines));
    assert.equal(finding.key, `${targetNamed('vm-db1').mac} ${targetNamed('vm-db1').address} 22/tcp`);
    assert.deepEqual(finding.sources, [admin, '203.0.113.9']);
    assert.equal(finding.severity, 'low');
    assert.equal(finding.targetName, 'vm-db1');
    assert.equal(finding.flows, 4);
    assert.deepEqual(finding.countries, ['CN']);
    assert.equal(finding.openedAtMs, at('10:00'));
    assert.equal(finding.lastSeenAtMs, at('10:45'));
    assert.equal(finding.allowedBy.name, 'UserRule_Allow');
    assert.equal(finding.learning, null);
    assert.equal(finding.why[0], '2 sources let in for the first time in 2 days of history, the first at 2026-11-21 10:00 UTC.');
  });

  test('is not told who came through it three days ago, or earlier in the day before the window', () => {
    assert.deepEqual(
      findAt('11:00', [allowed('2026-11-18 10:00', admin, 'vm-db1', 22), allowed('10:00', admin, 'vm-db1', 22)]),
      [],
    );
    assert.deepEqual(
      findAt('11:00', [allowed('2026-11-20 11:00', admin, 'vm-db1', 22), allowed('10:00', admin, 'vm-db1', 22)]),
      [],
    );
  });

  test('is told who came through another door before, or through this one 14 days ago', () => {
    for (const earlier of [
      allowed('2026-11-18 10:00', admin, 'vm-db1', 3389),
      allowed('2026-11-18 10:00', admin, 'vm-web', 22),
      allowed('2026-11-07 10:00', admin, 'vm-db1', 22),
    ]) {
      assert.equal(findAt('11:00', [before, earlier, allowed('10:00', admin, 'vm-db1', 22)]).length, 1);
    }
  });

  test('stays told as long as it is in the window', () => {
    const lines = [before, allowed('10:00', admin, 'vm-db1', 22)];
    assert.equal(findAt('2026-11-22 09:59', lines).length, 1);
    assert.deepEqual(findAt('2026-11-22 10:00', lines), []);
  });

  test('is not told where they are expected', () => {
    const expectedSources = [{ label: 'office', sources: [admin], ports: [6 * 65536 + 22], targets: [] }];
    const settings = settingsWith({ expectedSources });
    const lines = [before, allowed('10:00', admin, 'vm-db1', 22), allowed('10:00', admin, 'vm-db1', 3389)];
    assert.equal(only(findAt('11:00', lines, { settings })).door.port, 3389);
  });

  test('is not told on a port that is not watched', () => {
    assert.deepEqual(findAt('11:00', [before, allowed('10:00', admin, 'vm-db1', 8080)]), []);
  });

  test('may be an IPv6 /64', () => {
    const source = '2001:db8:1:2::/64';
    assert.deepEqual(only(findAt('11:00', [before, allowed('10:00', source, 'vm-db1', 22)])).sources, [source]);
  });

  test('is learned until there are records from before the window', () => {
    const lines = [allowed('10:00', admin, 'vm-db1', 22)];
    const [finding] = findAt('11:00', lines);
    assert.match(finding?.learning ?? '', /learning until 2026-11-22 10:00 UTC\.$/);
    assert.match(finding?.why[0] ?? '', /for the first time in the last 24 hours,/);
  });
});

suite('doors that stand open to any', () => {
  const opened = (time: string) => crowd.map((source) => allowed(time, source, 'vm-db1', 22));

  test('anyone may come through: that is no new door', () => {
    assert.deepEqual(findAt('11:00', [...opened('2026-11-18 10:00'), allowed('10:00', admin, 'vm-db1', 22)]), []);
  });

  test('who came before it opened was new, who opened it or came after was not', () => {
    const lines = [
      before,
      ...crowd.map((source, i) => allowed(`10:${i}0`, source, 'vm-db1', 22)),
      allowed('10:50', admin, 'vm-db1', 22),
    ];
    assert.deepEqual(only(findAt('11:00', lines)).sources, crowd.slice(0, 4));
  });

  test('in the slot in which the fifth network came nobody is new', () => {
    assert.deepEqual(findAt('11:00', [before, ...opened('10:00')]), []);
  });

  test('a door that closed again is one', () => {
    const closed = crowd.map((source) => denied('2026-11-19 10:00', source, 'vm-db1', 22));
    assert.deepEqual(
      only(findAt('11:00', [...opened('2026-11-18 10:00'), ...closed, allowed('10:00', admin, 'vm-db1', 22)])).sources,
      [admin],
    );
  });

  test('one that closed within the window is one from then on', () => {
    const closed = crowd.map((source) => denied('09:00', source, 'vm-db1', 22));
    const lines = [
      ...opened('2026-11-18 10:00'),
      allowed('08:00', '100.1.0.1', 'vm-db1', 22),
      ...closed,
      allowed('10:00', admin, 'vm-db1', 22),
    ];
    assert.deepEqual(only(findAt('11:00', lines)).sources, [admin]);
  });
});

suite('laws of new doors', () => {
  const lineOf: fc.Arbitrary<HourLine> = fc
    .record({
      day: fc.constantFrom('2026-11-18', '2026-11-20', '2026-11-21', '2026-11-21'),
      hour: fc.constantFrom('03', '12', '14', '15', '16', '23'),
      minute: fc.constantFrom('00', '30', '55'),
      isDenied: fc.boolean(),
      source: fc.constantFrom(admin, ...crowd, '198.51.0.2'),
      port: fc.constantFrom(22, 22, 3389),
    })
    .map(({ day, hour, minute, isDenied, source, port }) => ({
      ...(isDenied && source !== admin ? denied : allowed)(`${day} ${hour}:${minute}`, source, 'vm-db1', port),
      hour: `${day.replaceAll('-', '')}${hour}`,
    }));
  const linesOf = fc
    .array(lineOf, { minLength: 5, maxLength: 30 })
    .map((lines) => lines.filter(({ hour }) => hour <= '2026112115'));
  const now = '15:59';
  const startMs = at('2026-11-20 16:00');
  const newsOf = (findings: readonly NewDoor[]) =>
    findings.flatMap(({ door, sources }) => sources.map((source) => `${door.port} ${source}`)).sort();

  test('new are those whose first let-in of all lies in the window, at a time when a walk over all knocks finds the door not open', () => {
    let [found, known] = [0, 0];
    fc.assert(
      fc.property(linesOf, (lines) => {
        const expected = [22, 3389].flatMap((port) =>
          [admin, ...crowd, '198.51.0.2'].flatMap((source) => {
            const slot = plainFirstLetIn(lines, { source, target: 'vm-db1', port });
            if (slot === null) return [];
            const isNew =
              slot * slotMs >= startMs && stateAt(plainDoorChanges(lines, { target: 'vm-db1', port }), slot) !== 'open';
            if (!isNew) known++;
            return isNew ? [`${port} ${source}`] : [];
          }),
        );
        found += expected.length;
        assert.deepEqual(newsOf(findAt(now, lines)), expected.sort());
      }),
      { numRuns: 400 },
    );
    assert.ok(found > 50 && known > 50, `${found} new, ${known} not`);
  });

  test("today's part may come as a history or from the window", () => {
    fc.assert(
      fc.property(linesOf, (lines) => {
        assert.deepEqual(newsOf(findAt(now, lines, { isHistory: (day) => day !== '20261121' })), newsOf(findAt(now, lines)));
      }),
      { numRuns: 200 },
    );
  });
});
