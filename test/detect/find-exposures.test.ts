import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findExposures } from '../../src/detect/find-exposures.ts';
import type { DetectionInput } from '../../src/model/detection-input.ts';
import { slotMs } from '../../src/model/facts.ts';
import type { Exposure } from '../../src/model/findings/exposure.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { type HourLine, historiesOf, inTheirHours } from '../support/day-hours.ts';
import {
  allowed,
  at,
  denied,
  inputOf,
  type Line,
  nothingAnswered,
  notRecorded,
  settingsWith,
  targetNamed,
} from '../support/facts-builder.ts';
import { plainDoorChanges } from '../support/plain-history.ts';

interface Scene {
  readonly settings?: DetectionSettings;
  readonly installed?: string;
  /** Days whose history is left out. */
  readonly without?: readonly string[];
  readonly more?: Partial<DetectionInput>;
}

/** What an evaluation at a time finds, of what had been logged by then. */
function findAt(now: string, lines: readonly Line[], { settings = settingsWith(), without = [], more, ...scene }: Scene = {}) {
  const known = lines.filter(({ time }) => at(time) <= at(now));
  const histories = historiesOf(inTheirHours(known), settings).filter(({ day }) => !without.includes(day));
  return findExposures(prepareDetection(inputOf(known, { now, settings, ...scene }, { histories, ...more })));
}

function only(findings: readonly Exposure[]): Exposure {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}

const crowd = ['198.51.0.1', '198.52.0.1', '198.53.0.1', '198.54.0.1', '198.55.0.1'];
const letIn = (time: string, sources: readonly string[] = crowd, port = 22): Line[] =>
  sources.map((source) => allowed(time, source, 'vm-jump', port));
const turnedAway = (time: string, sources: readonly string[] = crowd): Line[] =>
  sources.map((source) => denied(time, source, 'vm-jump', 22));

suite('a door comes to stand open to any', () => {
  test('with the fifth network let in in a row: four are not enough', () => {
    const lines = [...letIn('10:00', crowd.slice(0, 4)), ...letIn('10:20', crowd.slice(4))];
    assert.deepEqual(findAt('10:19', lines), []);
    const finding = only(findAt('10:21', lines));
    assert.equal(finding.state, 'open');
    assert.equal(finding.openedAtMs, at('10:20'));
    assert.equal(finding.severity, 'high');
    assert.equal(finding.key, `${targetNamed('vm-jump').mac} ${targetNamed('vm-jump').address} 22/tcp`);
    assert.equal(finding.targetName, 'vm-jump');
    assert.deepEqual(finding.doors, [finding.door]);
    assert.deepEqual(finding.sources, [], 'it is about nobody in particular');
  });

  test('in the slot of the fifth, though the first four came in the same slot', () => {
    assert.equal(only(findAt('10:04', letIn('10:00'))).openedAtMs, at('10:00'));
  });

  test('not by five sources of one network', () => {
    const oneNetwork = [1, 2, 3, 4, 5].map((i) => allowed('10:00', `198.51.${i}.1`, 'vm-jump', 22));
    assert.deepEqual(findAt('11:00', oneNetwork), []);
  });

  test('not where someone was turned away between them', () => {
    const lines = [
      ...letIn('10:00', crowd.slice(0, 4)),
      denied('10:05', '192.0.2.1', 'vm-jump', 22),
      ...letIn('10:10', crowd.slice(4)),
    ];
    assert.deepEqual(findAt('11:00', lines), []);
  });

  test('though someone was turned away in the slot of the fifth: within a slot let-ins come first', () => {
    const lines = [
      ...letIn('10:00', crowd.slice(0, 4)),
      denied('10:12', '192.0.2.1', 'vm-jump', 22),
      ...letIn('10:11', crowd.slice(4)),
    ];
    assert.equal(only(findAt('11:00', lines)).openedAtMs, at('10:10'));
  });

  test('though another port of the target, or the port of another target, turns everyone away', () => {
    const elsewhere = crowd.flatMap((source) => [
      denied('10:05', source, 'vm-jump', 3389),
      denied('10:05', source, 'vm-db1', 22),
    ]);
    assert.equal(
      findAt('11:00', [...letIn('10:00', crowd.slice(0, 3)), ...elsewhere, ...letIn('10:10', crowd.slice(3))]).length,
      1,
    );
  });

  test('by IPv6 /32s as by IPv4 /16s', () => {
    const sources = crowd.map((_, i) => `2001:db${i}:1:2::/64`);
    const sameBlock = crowd.map((_, i) => `2001:db8:${i}:2::/64`);
    const finding = only(findAt('11:00', letIn('10:00', sources)));
    assert.equal(finding.networksLetIn, 5);
    assert.deepEqual(findAt('11:00', letIn('10:00', sameBlock)), []);
  });

  test('by networks of several days together', () => {
    const lines = crowd.flatMap((source, i) => letIn(`2026-11-${17 + i} 10:00`, [source]));
    assert.equal(only(findAt('11:00', lines)).openedAtMs, at('10:00'));
  });

  test('on a watched UDP port, and on no port that is not watched', () => {
    const udp = crowd.map((source) => allowed('10:00', source, 'vm-jump', 161, { protocol: 17 }));
    assert.match(only(findAt('11:00', udp)).key, / 161\/udp$/);
    assert.deepEqual(findAt('11:00', letIn('10:00', crowd, 8080)), []);
  });

  test('where the settings have changed since a history was made, only ports that are watched now', () => {
    const settings = settingsWith({ watchedPorts: [{ port: 3389, protocol: 6, weight: 8, name: '' }] });
    const histories = historiesOf(inTheirHours(letIn('10:00')), settingsWith());
    assert.deepEqual(findExposures(prepareDetection(inputOf(letIn('10:00'), { settings }, { histories }))), []);
  });
});

suite('expected sources', () => {
  const expectedSources = [{ label: 'office', sources: ['198.48.0.0/12'], ports: [6 * 65536 + 22], targets: [] }];
  const settings = settingsWith({ expectedSources });

  test('do not open a door', () => assert.deepEqual(findAt('11:00', letIn('10:00'), { settings }), []));

  test('are left out of the numbers of one that others opened', () => {
    const others = ['100.1.0.1', '100.2.0.1', '100.3.0.1', '100.4.0.1', '100.5.0.1'];
    const finding = only(findAt('11:00', [...letIn('10:00', others), ...letIn('10:10'), ...letIn('10:30')], { settings }));
    assert.equal(finding.flows, 5);
    assert.equal(finding.sourcesLetIn, 5);
    assert.equal(finding.lastLetInAtMs, at('10:00'));
  });

  test('who are expected elsewhere open it like all others', () => {
    const atRdp = settingsWith({ expectedSources: expectedSources.map((one) => ({ ...one, ports: [6 * 65536 + 3389] })) });
    assert.equal(findAt('11:00', letIn('10:00'), { settings: atRdp }).length, 1);
  });
});

suite('a restricted rule widened to any', () => {
  const admin = '203.0.113.7';
  const adminAtWork = ['08:00', '09:00', '10:00'].map((time) =>
    allowed(time, admin, 'vm-jump', 22, { flows: 30, rule: 'UserRule_AllowAdmin' }),
  );
  const widened = (time: string) => crowd.map((source) => allowed(time, source, 'vm-jump', 22, { rule: 'UserRule_AllowAny' }));
  const lines = [...turnedAway('07:00'), ...adminAtWork, ...turnedAway('10:20'), ...widened('10:30')];

  test('is found when the fifth network comes in; the door was closed before', () => {
    assert.deepEqual(findAt('10:29', lines), []);
    const finding = only(findAt('10:31', lines));
    assert.equal(finding.before, 'closed');
    assert.equal(finding.openedAtMs, at('10:30'));
    assert.match(finding.why[0] ?? '', /^Closed before, it was opened: at 2026-11-21 10:30 UTC the last of 5 different networks/);
  });

  test('names the rule that let in most networks, not the one that let in most flows', () => {
    assert.equal(only(findAt('10:31', lines)).allowedBy.name, 'UserRule_AllowAny');
  });

  test('tells of the let-ins since the door was last closed', () => {
    const finding = only(findAt('10:31', [...letIn('05:00'), ...turnedAway('07:00'), ...widened('10:30')]));
    assert.equal(finding.flows, 5, 'those of 05:00 are of another opening');
    assert.equal(finding.sourcesLetIn, 5);
    assert.equal(finding.networksLetIn, 5);
  });
});

suite('an open door', () => {
  test('stays one while nobody comes, with the day of its opening', () => {
    const finding = only(findAt('18:00', [...letIn('2026-11-11 10:00'), denied('17:00', crowd[0] ?? '', 'vm-db1', 22)]));
    assert.equal(finding.openedAtMs, at('2026-11-11 10:00'));
    assert.equal(finding.lastLetInAtMs, at('2026-11-11 10:00'));
    assert.equal(finding.lastSeenAtMs, at('2026-11-11 10:05'));
    assert.deepEqual([finding.flows, finding.sourcesLetIn, finding.replied, finding.allowedBy.name], [0, 0, 'unknown', '']);
    assert.equal(finding.why.at(-2), 'In the last 24 hours nobody was let in.');
  });

  test('tells when anyone was last let in before the window, expected sources left out', () => {
    const settings = settingsWith({
      expectedSources: [{ label: 'office', sources: ['203.0.113.0/24'], ports: [6 * 65536 + 22], targets: [] }],
    });
    const later = [
      allowed('2026-11-18 09:00', '100.1.0.1', 'vm-jump', 22),
      allowed('2026-11-19 09:00', '203.0.113.7', 'vm-jump', 22),
    ];
    const finding = only(findAt('18:00', [...letIn('2026-11-11 10:00'), ...later], { settings }));
    assert.equal(finding.lastLetInAtMs, at('2026-11-18 09:00'));
  });

  test('is forgotten with the day of its opening after 14 days without a let-in', () => {
    assert.equal(findAt('18:00', letIn('2026-11-08 10:00')).length, 1);
    assert.deepEqual(findAt('18:00', letIn('2026-11-07 10:00')), []);
  });

  test('of more than 14 days stays one; the history only knows of the last 14', () => {
    const lines = Array.from({ length: 19 }, (_, i) => letIn(`2026-11-${String(i + 3).padStart(2, '0')} 10:00`)).flat();
    const finding = only(findAt('18:00', lines));
    assert.equal(finding.openedAtMs, at('2026-11-08 10:00'));
    assert.equal(finding.before, 'unknown');
  });

  test('stays one over a gap in the records, and over days whose history is missing', () => {
    const lines = [...letIn('2026-11-16 10:00'), ...letIn('17:00', crowd.slice(0, 1))];
    assert.equal(only(findAt('18:00', lines)).openedAtMs, at('2026-11-16 10:00'));
    const more = [...lines, ...turnedAway('2026-11-18 10:00')];
    assert.equal(findAt('18:00', more, { without: ['20261118'] }).length, 1);
  });

  test('is not closed by four networks turned away', () => {
    assert.equal(only(findAt('12:00', [...letIn('10:00'), ...turnedAway('11:00', crowd.slice(0, 4))])).state, 'open');
  });

  test('tells who came in: flows, sources, networks, countries, replies', () => {
    const lines = [...letIn('10:00'), allowed('10:05', '198.51.0.2', 'vm-jump', 22, { flows: 4, ...nothingAnswered })];
    const finding = only(findAt('11:00', lines));
    assert.deepEqual([finding.flows, finding.sourcesLetIn, finding.networksLetIn], [9, 6, 5]);
    assert.deepEqual(finding.countries, ['CN']);
    assert.equal(finding.replied, 'yes');
    assert.equal(finding.lastLetInAtMs, at('10:05'));
    assert.equal(finding.lastSeenAtMs, at('10:10'));
    assert.equal(finding.why.at(-2), 'In the last 24 hours 6 sources in 5 networks were let in (9 flows); packets came back.');
  });

  test('says that nothing answered, or that it is unknown', () => {
    const quiet = crowd.map((source) => allowed('10:00', source, 'vm-jump', 22, nothingAnswered));
    assert.equal(only(findAt('11:00', quiet)).replied, 'no');
    assert.equal(only(findAt('11:00', [...quiet, allowed('10:00', '100.1.0.1', 'vm-jump', 22, notRecorded)])).replied, 'unknown');
  });

  test('is told for each door of its own, in the order of their keys', () => {
    const lines = [
      ...letIn('10:00', crowd, 3389),
      ...letIn('10:00'),
      ...crowd.map((source) => allowed('10:00', source, 'a', 22)),
    ];
    const keys = findAt('11:00', lines).map(({ key }) => key);
    assert.equal(keys.length, 3);
    assert.deepEqual(keys, keys.toSorted());
  });
});

suite('a door that is closed again', () => {
  const lines = [...letIn('10:00'), ...letIn('10:55', ['100.1.0.1']), ...turnedAway('11:00')];

  test('is told as closed, from the slot in which the fifth network was turned away', () => {
    const finding = only(findAt('11:01', lines));
    assert.equal(finding.state, 'closed');
    assert.equal(finding.openedAtMs, at('10:00'));
    assert.equal(finding.closedAtMs, at('11:00'));
    assert.equal(finding.lastLetInAtMs, at('10:55'));
    assert.equal(finding.lastSeenAtMs, at('11:05'));
    assert.match(
      finding.why.at(-2) ?? '',
      /^It has been closed since 2026-11-21 11:00 UTC, when the last of 5 different networks/,
    );
  });

  test('is told for 24 hours, then no more', () => {
    assert.equal(findAt('2026-11-22 10:59', lines).length, 1);
    assert.deepEqual(findAt('2026-11-22 11:00', lines), []);
  });

  test('counts let-ins of the closing slot, none after it', () => {
    const finding = only(findAt('12:00', [...lines, ...letIn('11:02', ['100.2.0.1']), ...letIn('11:30', ['100.3.0.1'])]));
    assert.equal(finding.state, 'closed');
    assert.equal(finding.sourcesLetIn, 7);
    assert.equal(finding.lastLetInAtMs, at('11:00'));
    assert.equal(finding.lastSeenAtMs, at('11:05'));
  });

  test('is none where it was never open', () => {
    assert.deepEqual(findAt('12:00', [...letIn('10:00', crowd.slice(0, 4)), ...turnedAway('11:00')]), []);
  });

  test('is open again with the next fifth network, from then on', () => {
    const finding = only(findAt('13:00', [...lines, ...letIn('12:00')]));
    assert.deepEqual([finding.state, finding.before, finding.openedAtMs], ['open', 'closed', at('12:00')]);
    assert.equal(finding.closedAtMs, null);
  });

  test('is not told by what follows the window, as an evaluation of the past may meet', () => {
    const histories = historiesOf(inTheirHours(lines), settingsWith());
    const finding = only(findExposures(prepareDetection(inputOf(lines, { now: '10:30' }, { histories }))));
    assert.equal(finding.state, 'open', 'it was closed at 11:00');
  });
});

suite('an open door and the installation', () => {
  const scene = (installed: string) => ({ installed });

  test('one that opened before it is from the start', () => {
    assert.equal(only(findAt('12:00', letIn('10:00'), scene('10:05'))).isFromStart, true);
    assert.equal(only(findAt('12:00', [...turnedAway('09:00'), ...letIn('10:00')], scene('10:05'))).isFromStart, true);
  });

  test('a slot that had not ended at the installation is not before it', () => {
    assert.equal(only(findAt('12:00', [...turnedAway('09:00'), ...letIn('10:00')], scene('10:04'))).isFromStart, false);
  });

  test('one that comes to be known as open within 24 hours of it is from the start, after that an exposure of its own', () => {
    assert.equal(only(findAt('12:00', letIn('11:55'), scene('2026-11-20 12:00'))).isFromStart, true);
    assert.equal(only(findAt('12:05', letIn('12:00'), scene('2026-11-20 12:00'))).isFromStart, false);
  });

  test('one that was closed before it opened is an exposure of its own from the first hour on', () => {
    assert.equal(only(findAt('12:00', [...turnedAway('10:30'), ...letIn('11:00')], scene('10:00'))).isFromStart, false);
  });

  test('says since when its flow log is known', () => {
    assert.ok(
      only(findAt('12:00', letIn('10:00'), scene('10:05'))).why.includes('Its flow log was first seen at 2026-11-21 10:05 UTC.'),
    );
  });

  test('of a target that has fallen silent, its flow log says when that was', () => {
    const lines = letIn('2026-11-16 10:00');
    const installation = { FLOWLOG: at('2026-11-17 00:00'), OTHER: at('2026-11-01 00:00') };
    const finding = only(findAt('12:00', lines, { more: { installation } }));
    assert.equal(finding.installedAtMs, at('2026-11-17 00:00'));
    assert.equal(finding.isFromStart, true);
  });

  test('of a silent target whose flow log is not listed, the start does', () => {
    const start = { installedAtMs: at('2026-11-15 00:00'), flowLogs: 1, isComplete: true };
    assert.equal(
      only(findAt('12:00', letIn('2026-11-16 10:00'), { more: { start, installation: {} } })).installedAtMs,
      at('2026-11-15 00:00'),
    );
    assert.equal(only(findAt('12:00', letIn('2026-11-16 10:00'), { more: { installation: {} } })).installedAtMs, 0);
  });
});

suite('laws of exposures', () => {
  const group: fc.Arbitrary<readonly HourLine[]> = fc
    .record({
      day: fc.constantFrom('2026-11-19', '2026-11-20', '2026-11-20', '2026-11-21', '2026-11-21'),
      hour: fc.constantFrom('03', '12', '14', '15', '16', '23'),
      minute: fc.constantFrom('00', '30', '55'),
      isDenied: fc.boolean(),
      from: fc.constantFrom(0, 0, 1, 3),
      size: fc.constantFrom(1, 3, 5, 6),
    })
    .map(({ day, hour, minute, isDenied, from, size }) =>
      [...crowd, '198.51.0.2'].slice(from, from + size).map((source) => ({
        ...(isDenied ? denied : allowed)(`${day} ${hour}:${minute}`, source, 'vm-jump', 22),
        hour: `${day.replaceAll('-', '')}${hour}`,
      })),
    );
  const linesOf = fc
    .array(group, { minLength: 2, maxLength: 9 })
    .map((groups) => groups.flat().filter(({ hour }) => hour <= '2026112115'));

  test('what is found is what a walk over all knocks finds, and its last let-in lies between opening and closing', () => {
    let [open, closed, none] = [0, 0, 0];
    fc.assert(
      fc.property(linesOf, (lines) => {
        const now = at('15:59');
        const changes = plainDoorChanges(lines, { target: 'vm-jump', port: 22 });
        const place = changes.findLastIndex(({ state }) => state === 'open');
        const closing = changes[place + 1];
        const isTold = place >= 0 && (closing === undefined || now - closing.slot * slotMs < 86_400_000);
        const [finding, ...more] = findAt('15:59', lines);
        assert.deepEqual(more, []);
        assert.equal(finding !== undefined, isTold);
        if (finding === undefined) none++;
        else {
          assert.equal(finding.openedAtMs, (changes[place]?.slot ?? 0) * slotMs);
          assert.equal(finding.closedAtMs, closing === undefined ? null : closing.slot * slotMs);
          assert.equal(finding.before, changes[place - 1]?.state ?? 'unknown');
          assert.ok(finding.lastLetInAtMs >= finding.openedAtMs);
          assert.ok(finding.lastLetInAtMs <= (finding.closedAtMs ?? now));
          if (finding.state === 'open') open++;
          else closed++;
        }
      }),
      { numRuns: 600 },
    );
    assert.ok(open > 50 && closed > 50 && none > 50, `${open} open, ${closed} closed, ${none} none`);
  });
});
