import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findFirstStart } from '../../src/detect/find-first-start.ts';
import type { StartState } from '../../src/model/detection-input.ts';
import type { FirstStart } from '../../src/model/findings/first-start.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import type { ThresholdRule } from '../../src/model/threshold-rule.ts';
import { historiesOf, inTheirHours, logSummary } from '../support/day-hours.ts';
import { allowed, at, denied, inputOf, type Line, settingsWith } from '../support/facts-builder.ts';

interface Scene {
  readonly settings?: DetectionSettings;
  readonly start?: Partial<StartState>;
  /** Hours of the window with records, such as `2026112109`. */
  readonly hours?: readonly string[];
}

const installed = '09:02';

/** Evaluated at a time, of what had been logged by then, installed at 09:02. */
function findAt(now: string, lines: readonly Line[], { settings = settingsWith(), start, hours = [] }: Scene = {}): FirstStart[] {
  const known = lines.filter(({ time }) => at(time) <= at(now));
  const input = inputOf(
    known,
    { now, settings, installed },
    {
      histories: historiesOf(inTheirHours(known), settings),
      hours: ['2026112020', '2026112021', '2026112109'].map((hour) => ({
        hour,
        logs: [logSummary('FLOWLOG', '', hours.includes(hour) ? 12 : 0)],
      })),
      start: { installedAtMs: at(installed), flowLogs: 2, isComplete: true, ...start },
    },
  );
  return findFirstStart(prepareDetection(input));
}

function only(findings: readonly FirstStart[]): FirstStart {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}

const crowd = ['198.51.0.1', '198.52.0.1', '198.53.0.1', '198.54.0.1', '198.55.0.1'];
const opened = (time: string, target: string, port: number): Line[] => crowd.map((source) => allowed(time, source, target, port));
const closed = (time: string, target: string, port: number): Line[] => crowd.map((source) => denied(time, source, target, port));
const background = ['vm-a', 'vm-b'].map((target) => denied('05:00', '203.0.113.7', target, 23));

suite('the first start', () => {
  test('tells what is watched, on how much, and since when', () => {
    const finding = only(findAt('09:04', background, { hours: ['2026112021', '2026112109'] }));
    assert.equal(finding.key, 'first-start');
    assert.equal(finding.severity, 'ops');
    assert.deepEqual([finding.flowLogs, finding.targets, finding.watchedPorts], [2, 2, 8]);
    assert.equal(finding.watchedSinceMs, at('2026-11-20 21:00'));
    assert.equal(finding.openedAtMs, at(installed));
    assert.equal(finding.installedAtMs, at(installed));
    assert.equal(finding.lastSeenAtMs, at(installed));
    assert.equal(finding.isComplete, true);
    assert.deepEqual(finding.openDoors, []);
    assert.deepEqual(finding.why, [
      'The first flow log was found at 2026-11-21 09:02 UTC; now 2 flow logs and 2 targets are watched on 8 ports.',
      'The last 24 hours of every flow log have been read.',
      'No watched port is known to stand open to any.',
    ]);
  });

  test('watches since the installation where nothing has been read yet', () => {
    assert.equal(only(findAt('09:02', [])).watchedSinceMs, at(installed));
  });

  test('says that more may follow until everything has been read', () => {
    const finding = only(findAt('09:04', background, { start: { isComplete: false } }));
    assert.equal(finding.isComplete, false);
    assert.match(finding.why[1] ?? '', /not all been read yet/);
  });

  test('is there for 24 hours, then no more', () => {
    assert.equal(findAt('2026-11-22 09:01', background).length, 1);
    assert.deepEqual(findAt('2026-11-22 09:02', background), []);
  });

  test('is none where nothing was installed', () => {
    assert.deepEqual(findFirstStart(prepareDetection(inputOf(background, { now: '09:04' }))), []);
  });
});

suite('doors that stand open at the start', () => {
  const lines = [
    ...background,
    ...opened('2026-11-20 22:00', 'vm-b', 3389),
    ...opened('06:00', 'vm-a', 445),
    ...opened('07:00', 'vm-a', 22),
  ];

  test('are listed by target and port', () => {
    const finding = only(findAt('09:04', lines));
    assert.deepEqual(
      finding.openDoors.map(({ targetName, port, openedAtMs }) => [targetName, port, openedAtMs]),
      [
        ['vm-a', 22, at('07:00')],
        ['vm-a', 445, at('06:00')],
        ['vm-b', 3389, at('2026-11-20 22:00')],
      ],
    );
    assert.equal(finding.openDoors[0]?.allowedBy.name, 'UserRule_Allow');
    assert.equal(finding.why.at(-1), '3 watched ports stand open to any.');
    assert.deepEqual(finding.doors, [], 'it is about none of them in particular');
  });

  test('are not told again once they are closed', () => {
    assert.equal(only(findAt('10:00', [...lines, ...closed('09:30', 'vm-a', 22)])).openDoors.length, 2);
  });

  test('are added when they come to be known within 24 hours, from nothing', () => {
    const more = [...lines, ...opened('15:00', 'vm-c', 22)];
    assert.equal(only(findAt('14:59', more)).openDoors.length, 3);
    const finding = only(findAt('15:01', more));
    assert.equal(finding.openDoors.length, 4);
    assert.equal(finding.lastSeenAtMs, at('15:05'));
  });

  test('are not those that were closed and open after the start: each is an exposure of its own', () => {
    const reopened = [...closed('08:00', 'vm-c', 22), ...opened('10:00', 'vm-c', 22)];
    assert.equal(only(findAt('11:00', [...lines, ...reopened])).openDoors.length, 3);
  });

  test('are those that opened before it, though they had been closed', () => {
    const reopened = [...closed('2026-11-20 20:00', 'vm-c', 22), ...opened('04:00', 'vm-c', 22)];
    assert.equal(only(findAt('11:00', [...lines, ...reopened])).openDoors.length, 4);
  });
});

suite('what will be told', () => {
  const rule = (name: string, mode: ThresholdRule['mode']): ThresholdRule => ({
    name,
    ports: null,
    decision: 'denied',
    count: 50,
    withinMs: 3_600_000,
    per: 'source',
    distinct: null,
    countries: { only: [], except: [] },
    severity: 'medium',
    mode,
  });
  const expectedSources = [{ label: 'office', sources: ['198.51.100.0/24'], ports: [6 * 65536 + 22], targets: [] }];

  test('are findings that are on, users own rules among them, and apart from them those that are only counted', () => {
    const thresholds = [rule('rdp', 'on'), rule('ssh', 'shadow'), rule('old', 'off')];
    const { told, shadowed } = only(findAt('09:04', background, { settings: settingsWith({ thresholds, expectedSources }) }));
    assert.deepEqual(told, ['breakthrough', 'exposure', 'locked-out', 'campaign', 'targeted', 'blind', 'threshold:rdp']);
    assert.deepEqual(shadowed, ['new-target', 'new-door', 'threshold:ssh']);
  });

  test('nobody can be locked out where nobody is expected', () => {
    assert.ok(!only(findAt('09:04', background)).told.includes('locked-out'));
  });

  test('with one target campaigns are not looked for, and targeted is only counted', () => {
    const { told, shadowed } = only(findAt('09:04', background.slice(0, 1)));
    assert.ok(!told.includes('campaign') && !shadowed.includes('campaign'));
    assert.ok(!told.includes('targeted') && shadowed.includes('targeted'));
  });

  test('what is off stays off', () => {
    const findings = { ...settingsWith().findings, targeted: 'off', blind: 'off' } as const;
    const { told, shadowed } = only(findAt('09:04', background.slice(0, 1), { settings: settingsWith({ findings }) }));
    assert.ok(![...told, ...shadowed].some((name) => name === 'targeted' || name === 'blind'));
  });
});

suite('how long it learns', () => {
  const recorded = (...days: readonly number[]): Line[] =>
    days.map((day) => denied(`2026-11-${String(day).padStart(2, '0')} 05:20`, '203.0.113.7', 'vm-a', 23));
  const learnsUntil = (lines: readonly Line[]) => new Date(only(findAt('09:04', lines)).learnsUntilMs).toISOString().slice(0, 16);

  test('seven days from the first record', () => {
    assert.equal(learnsUntil(recorded(21)), '2026-11-28T05:00');
    assert.equal(learnsUntil(recorded(19, 20, 21)), '2026-11-26T05:00');
  });

  test('seven days from the installation where there is none', () => assert.equal(learnsUntil([]), '2026-11-28T09:02'));

  test('a day more for each day without records', () => {
    // Of 16 to 20 November 17 and 18 are missing: of seven days four are to come, today among them.
    assert.equal(learnsUntil(recorded(16, 19, 20, 21)), '2026-11-25T05:00');
  });

  test('no longer where the past that was read is long enough, with gaps or without', () => {
    assert.ok(learnsUntil(recorded(14, 15, 16, 17, 18, 19, 20)) <= '2026-11-21T09:04');
    assert.ok(learnsUntil(recorded(8, 10, 12, 14, 16, 18, 20)) <= '2026-11-21T09:04');
  });
});
