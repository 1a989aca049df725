import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { prepareDetection } from '../../src/detect/detection.ts';
import { findLockedOut } from '../../src/detect/find-locked-out.ts';
import { latestStretch } from '../../src/detect/locked-out/latest-stretch.ts';
import type { LockedOut } from '../../src/model/findings/locked-out.ts';
import type { DetectionSettings, ExpectedSource } from '../../src/model/settings.ts';
import { allowed, at, denied, inputOf, type Line, settingsWith, targetNamed } from '../support/facts-builder.ts';

const partner = '198.51.100.7';
const colleague = '198.51.100.9';
const tcp = 6 * 65536;

const expecting = (changes: Partial<ExpectedSource> = {}, more: readonly ExpectedSource[] = []): DetectionSettings =>
  settingsWith({
    expectedSources: [
      { label: 'partner', sources: ['198.51.100.0/24', '2001:db8:9::/48'], ports: [tcp + 22], targets: [], ...changes },
      ...more,
    ],
  });

/** Evaluated at a time, of what had been logged by then. */
function findAt(now: string, lines: readonly Line[], settings: DetectionSettings = expecting()): LockedOut[] {
  const known = lines.filter(({ time }) => at(time) <= at(now));
  return findLockedOut(prepareDetection(inputOf(known, { now, settings })));
}

function only(findings: readonly LockedOut[]): LockedOut {
  const [finding] = findings;
  assert.equal(findings.length, 1);
  assert.ok(finding);
  return finding;
}

const turnedAway = (time: string, flows = 1, source = partner): Line =>
  denied(time, source, 'vm-sftp', 22, { flows, rule: 'UserRule_DenyOld' });

suite('an expected source that is turned away', () => {
  test('three times in two slots is locked out from the slot in which that was so', () => {
    const lines = [turnedAway('10:00', 2), turnedAway('10:06')];
    assert.deepEqual(findAt('10:05', lines), []);
    const finding = only(findAt('10:06', lines));
    assert.equal(finding.label, 'partner');
    assert.equal(finding.severity, 'medium');
    assert.equal(finding.targetName, 'vm-sftp');
    assert.equal(finding.openedAtMs, at('10:05'));
    assert.equal(finding.lastSeenAtMs, at('10:10'));
    assert.equal(finding.denials, 3);
    assert.deepEqual([finding.firstDeniedAtMs, finding.lastDeniedAtMs], [at('10:00'), at('10:05')]);
    assert.deepEqual(finding.sources, [partner]);
    assert.deepEqual(finding.doors, [finding.door]);
    assert.equal(finding.country, 'CN');
    assert.deepEqual(finding.deniedBy, { name: 'UserRule_DenyOld', acl: '', kind: 'user' });
    assert.equal(finding.key, `${targetNamed('vm-sftp').mac} ${targetNamed('vm-sftp').address} 22/tcp partner`);
  });

  test('two times is not', () => assert.deepEqual(findAt('11:00', [turnedAway('10:00'), turnedAway('10:05')]), []));

  test('many times in one slot is not: one attempt is retried within seconds', () => {
    assert.deepEqual(findAt('11:00', [turnedAway('10:00', 30), turnedAway('10:04', 30)]), []);
  });

  test('in the first and the last of three slots is', () => {
    assert.equal(only(findAt('11:00', [turnedAway('10:00', 2), turnedAway('10:10')])).openedAtMs, at('10:10'));
  });

  test('in the first and the fourth slot is not', () => {
    assert.deepEqual(findAt('11:00', [turnedAway('10:00', 9), turnedAway('10:15', 9)]), []);
  });

  test('counts together with the others of its label, the one with most denials first', () => {
    const finding = only(findAt('11:00', [turnedAway('10:00'), turnedAway('10:05', 2, colleague)]));
    assert.deepEqual(finding.sources, [colleague, partner]);
    assert.equal(finding.denials, 3);
  });

  test('is one also where it was let in before, between and after', () => {
    const letIn = ['09:50', '10:00', '10:06'].map((time) => allowed(time, partner, 'vm-sftp', 22));
    const finding = only(findAt('11:00', [...letIn, turnedAway('10:00', 2), turnedAway('10:05')]));
    assert.equal(finding.lastLetInAtMs, at('10:05'));
    assert.ok(finding.why.includes('Someone expected there was last let in at 2026-11-21 10:05 UTC.'));
  });

  test('tells when it was not let in, whatever others were', () => {
    const others = [allowed('10:00', '203.0.113.9', 'vm-sftp', 22), allowed('10:00', partner, 'vm-db1', 22)];
    assert.equal(only(findAt('11:00', [...others, turnedAway('10:00', 2), turnedAway('10:05')])).lastLetInAtMs, null);
  });

  test('is none where nobody is expected at all', () => {
    assert.deepEqual(findAt('11:00', [turnedAway('10:00', 9), turnedAway('10:05', 9)], settingsWith()), []);
  });

  test('is an IPv6 /64 like any other', () => {
    const source = '2001:db8:9:1::/64';
    assert.deepEqual(only(findAt('11:00', [turnedAway('10:00', 2, source), turnedAway('10:05', 1, source)])).sources, [source]);
  });

  test('by another source is not one', () => {
    assert.deepEqual(findAt('11:00', [turnedAway('10:00', 9, '198.51.101.7'), turnedAway('10:05', 9, '198.51.101.7')]), []);
  });

  test('says which numbers met which bounds', () => {
    const { why } = only(findAt('11:00', [turnedAway('10:00', 2), turnedAway('10:05')]));
    assert.deepEqual(why, [
      '3 denials in the 15 minutes up to 2026-11-21 10:10 UTC, in 2 of its three slots of five minutes (at least 3, in two of three).',
      'The settings expect these sources at that door (expectedSources).',
      'Nobody expected there was let in in the last 24 hours.',
      'Medium, because someone who should come in is turned away.',
    ]);
  });

  test('is told by the bound of the settings', () => {
    const settings = expecting();
    const bounds = { ...settings.bounds, lockedOut: { denials: 4 } };
    const lines = [turnedAway('10:00', 2), turnedAway('10:05')];
    assert.deepEqual(findAt('11:00', lines, { ...settings, bounds }), []);
    assert.equal(findAt('11:00', [...lines, turnedAway('10:10')], { ...settings, bounds }).length, 1);
  });
});

suite('where a source is expected', () => {
  const away = (target: string, port: number, protocol = 6): Line[] => [
    denied('10:00', partner, target, port, { flows: 2, protocol }),
    denied('10:05', partner, target, port, { protocol }),
  ];

  test('only there a denial counts: not at another port or protocol', () => {
    assert.deepEqual(findAt('11:00', [...away('vm-sftp', 3389), ...away('vm-sftp', 22, 17)]), []);
  });

  test('the port need not be watched; that let-ins are not recorded then is said', () => {
    const finding = only(findAt('11:00', away('vm-sftp', 8443), expecting({ ports: [tcp + 8443] })));
    assert.equal(finding.door.port, 8443);
    assert.equal(finding.lastLetInAtMs, null);
    assert.ok(finding.why.some((line) => line.includes('the port is not watched')));
  });

  test('it may be at some targets only', () => {
    const lines = [...away('vm-sftp', 22), ...away('vm-db1', 22)];
    const settings = expecting({ targets: [targetNamed('vm-db1').address] });
    assert.equal(only(findAt('11:00', lines, settings)).targetName, 'vm-db1');
    assert.equal(findAt('11:00', lines).length, 2, 'at every target where the settings list none');
  });

  test('denials at two doors do not add up', () => {
    const lines = [turnedAway('10:00', 2), denied('10:05', partner, 'vm-db1', 22)];
    assert.deepEqual(findAt('11:00', lines), []);
  });

  test('each label is a finding of its own, in the order of their keys', () => {
    const office = { label: 'office', sources: ['198.51.100.7'], ports: [tcp + 22], targets: [] };
    const findings = findAt('11:00', away('vm-sftp', 22), expecting({}, [office]));
    assert.deepEqual(
      findings.map(({ label }) => label),
      ['office', 'partner'],
    );
  });

  test('two entries of one label are one', () => {
    const again = { label: 'partner', sources: [colleague], ports: [tcp + 22], targets: [] };
    const finding = only(findAt('11:00', [turnedAway('10:00', 2), turnedAway('10:05', 1, colleague)], expecting({}, [again])));
    assert.equal(finding.denials, 3);
  });
});

suite('over a day', () => {
  const morning = [turnedAway('06:00', 3), turnedAway('06:05', 3)];
  const noon = [turnedAway('12:00', 3), turnedAway('12:05', 3), turnedAway('12:10', 3), turnedAway('12:25', 3)];

  test('the latest stretch decides when it opened, all denials of the window are counted', () => {
    assert.equal(only(findAt('11:00', [...morning, ...noon])).openedAtMs, at('06:05'));
    const finding = only(findAt('13:00', [...morning, ...noon]));
    assert.equal(finding.openedAtMs, at('12:05'));
    assert.equal(finding.denials, 18);
    assert.equal(finding.firstDeniedAtMs, at('06:00'));
    assert.equal(finding.lastDeniedAtMs, at('12:25'), 'a straggler is seen, but is no stretch');
    assert.equal(finding.lastSeenAtMs, at('12:30'));
  });

  test('it keeps its key, and is gone with the window', () => {
    const keys = ['06:10', '09:00', '2026-11-22 05:00'].map((now) => only(findAt(now, morning)).key);
    assert.equal(new Set(keys).size, 1);
    assert.deepEqual(findAt('2026-11-22 06:00', morning), []);
  });
});

suite('latestStretch()', () => {
  const stretchOf = (...slots: readonly number[]) => latestStretch(new Map(slots.map((slot) => [slot, 2])), 3)?.metSlot ?? null;

  test('groups that overlap or touch are one stretch', () => {
    assert.equal(stretchOf(10, 11, 12, 13), 11);
    assert.equal(stretchOf(10, 12, 14, 16), 12);
    // 10, 11 (met in 11) and 13, 14 (met in 13, of 11 to 13)
    assert.equal(stretchOf(10, 11, 13, 14), 11);
    assert.equal(stretchOf(10, 11, 14, 15), 15, 'met in 11 and 15: four slots apart');
  });

  test('nothing is none', () => assert.equal(stretchOf(), null));

  test('whatever the order of slots, it is met where three in a row hold enough in two, by counting', () => {
    let found = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 3 })), { selector: ([slot]) => slot }),
        (denials) => {
          const flows = (slot: number) => denials.find(([at]) => at === slot)?.[1] ?? 0;
          const isMet = (slot: number) => {
            const three = [flows(slot), flows(slot - 1), flows(slot - 2)];
            return flows(slot) > 0 && three.filter((one) => one > 0).length >= 2 && three.reduce((a, b) => a + b, 0) >= 3;
          };
          const met = Array.from({ length: 13 }, (_, slot) => slot).filter(isMet);
          let expected = met.at(-1) ?? null;
          for (const slot of met.toReversed()) if (expected !== null && expected - slot <= 3) expected = slot;
          assert.equal(latestStretch(new Map(denials), 3)?.metSlot ?? null, expected);
          if (expected !== null) found++;
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(found > 50, `${found} found`);
  });
});
