import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findNewTargets } from '../../src/detect/find-new-targets.ts';
import type { NewTarget } from '../../src/model/findings/new-target.ts';
import type { NamedTarget } from '../../src/model/settings.ts';
import { historiesOf, inTheirHours } from '../support/day-hours.ts';
import { allowed, at, denied, inputOf, type Line, settingsWith, targetNamed } from '../support/facts-builder.ts';

const scanner = '203.0.113.7';

/** Evaluated at a time, of what had been logged by then. */
function findAt(now: string, lines: readonly Line[], targets: readonly NamedTarget[] = []): NewTarget[] {
  const settings = settingsWith({ targets });
  const known = lines.filter(({ time }) => at(time) <= at(now));
  const histories = historiesOf(inTheirHours(known), settings);
  return findNewTargets(prepareDetection(inputOf(known, { now, settings }, { histories })));
}

function only(findings: readonly NewTarget[]): NewTarget {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}

const old = denied('2026-11-12 10:00', scanner, 'vm-old', 22);
const oldAgain = denied('09:00', scanner, 'vm-old', 22);

suite('a target that the internet reaches for the first time', () => {
  test('is new, with what came since, on whatever port', () => {
    const lines = [
      old,
      oldAgain,
      denied('10:02', scanner, 'vm-new', 8080, { flows: 3 }),
      allowed('10:30', scanner, 'vm-new', 22),
    ];
    assert.deepEqual(findAt('10:01', lines), []);
    const finding = only(findAt('11:00', lines));
    assert.equal(finding.targetName, 'vm-new');
    assert.equal(finding.key, `${targetNamed('vm-new').mac} ${targetNamed('vm-new').address}`);
    assert.deepEqual(finding.target, targetNamed('vm-new'));
    assert.equal(finding.severity, 'low');
    assert.deepEqual([finding.denied, finding.allowed], [3, 1]);
    assert.equal(finding.openedAtMs, at('10:00'));
    assert.equal(finding.lastSeenAtMs, at('10:35'));
    assert.equal(finding.learning, null);
    assert.equal(finding.digestOnly, false, 'the mode in the settings decides');
    assert.equal(finding.why[0], 'Reached from the internet at 2026-11-21 10:00 UTC, for the first time in 2 days of history.');
  });

  test('is new once by a let-in alone', () => {
    assert.equal(only(findAt('11:00', [old, allowed('10:00', scanner, 'vm-new', 22)])).allowed, 1);
  });

  test('is new as long as its first flow lies in the window, over midnight too', () => {
    const lines = [old, denied('2026-11-20 15:00', scanner, 'vm-new', 22), denied('12:00', scanner, 'vm-new', 22)];
    // At 14:59 the window begins at 15:00 the day before, an hour later at 16:00.
    assert.equal(only(findAt('14:59', lines)).openedAtMs, at('2026-11-20 15:00'));
    assert.deepEqual(findAt('15:00', lines), []);
  });

  test('that was reached on ports that are not watched counts as known from the second day on', () => {
    const lines = [old, denied('2026-11-20 15:00', scanner, 'vm-new', 8080), denied('12:00', scanner, 'vm-new', 8080)];
    assert.equal(findAt('15:00', lines).length, 1, 'its first day does not tell when');
    assert.deepEqual(findAt('2026-11-22 00:00', [...lines, denied('23:30', scanner, 'vm-new', 8080)]), []);
  });

  test('by someone expected is known by that', () => {
    const expectedSources = [{ label: 'office', sources: [scanner], ports: [6 * 65536 + 22], targets: [] }];
    const settings = settingsWith({ expectedSources });
    const lines = [old, allowed('2026-11-20 10:00', scanner, 'vm-new', 22), allowed('12:00', scanner, 'vm-new', 22)];
    const histories = historiesOf(inTheirHours(lines), settings);
    assert.deepEqual(findNewTargets(prepareDetection(inputOf(lines, { now: '12:30', settings }, { histories }))), []);
  });

  test('is not one that was reached 13 days ago, and one again that was reached 14 days ago', () => {
    const lines = (day: string) => [old, denied(`${day} 10:00`, scanner, 'vm-new', 22), denied('10:00', scanner, 'vm-new', 22)];
    assert.deepEqual(findAt('11:00', lines('2026-11-08')), []);
    assert.equal(findAt('11:00', lines('2026-11-07')).length, 1);
  });

  test('several are told by their keys', () => {
    const keys = findAt('11:00', [old, ...['c', 'a', 'b'].map((name) => denied('10:00', scanner, name, 22))]).map(
      ({ key }) => key,
    );
    assert.equal(keys.length, 3);
    assert.deepEqual(keys, keys.toSorted());
  });

  test('is learned until there are records from before the window', () => {
    const lines = [denied('09:10', scanner, 'vm-old', 22), denied('10:00', scanner, 'vm-new', 22)];
    assert.match(findAt('11:00', lines)[0]?.learning ?? '', /learning until 2026-11-22 09:00 UTC\.$/);
    const [, finding] = findAt('2026-11-22 09:01', [...lines, denied('2026-11-22 09:00', scanner, 'vm-newer', 22)]);
    assert.equal(finding?.learning, null);
  });
});

suite('groups of targets', () => {
  const scaleSet = { name: 'workers', match: '10.0.0.0/16', criticality: 1 };
  const machine = { name: 'one', match: targetNamed('vm-1').address, criticality: 1 };
  const first = denied('2026-11-12 10:00', scanner, 'vm-1', 22);
  const second = denied('10:00', scanner, 'vm-2', 22, { flows: 2 });

  test('a new instance of one is not new', () => {
    assert.deepEqual(findAt('11:00', [first, second], [scaleSet]), []);
    assert.equal(findAt('11:00', [first, second]).length, 1);
  });

  test('an entry for one address is no group', () => {
    assert.equal(findAt('11:00', [first, second], [machine, { ...machine, match: `${machine.match}/32` }]).length, 1);
  });

  test('a resource id is one: an interface that got another address is not new', () => {
    const { resource } = targetNamed('vm-1');
    assert.deepEqual(
      findAt('11:00', [first, second], [{ name: 'nics', match: resource.replace(/\/networkInterfaces.*/, ''), criticality: 1 }]),
      [],
    );
    assert.equal(findAt('11:00', [first, second], [{ name: 'nic', match: resource, criticality: 1 }]).length, 1);
  });

  test('a group that is new itself is one finding, of the member that was reached first', () => {
    const network = targetNamed('vm-2').address.replace(/\d+$/, '0/24');
    const third = denied('10:20', scanner, 'vm-3', 22);
    const finding = only(findAt('11:00', [old, oldAgain, second, third], [{ name: 'workers', match: network, criticality: 1 }]));
    assert.equal(finding.key, `group ${network}`);
    assert.deepEqual(finding.target, targetNamed('vm-2'));
    assert.equal(finding.targetName, 'workers');
    assert.equal(finding.denied, 3);
    assert.deepEqual([finding.openedAtMs, finding.lastSeenAtMs], [at('10:00'), at('10:25')]);
    assert.ok(finding.why.includes('2 targets of one group that the settings name were, none of them before.'));
  });
});
