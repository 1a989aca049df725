import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultDetectionSettings, parseDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { problemsOf } from '../support/settings-problems.ts';

const parse = (text: string) => parseDetectionSettings(text, 'k.yaml');

describe('the modes of findings', () => {
  it('are on by default, but for what is for the digest', () => {
    assert.deepEqual(defaultDetectionSettings.findings, {
      breakthrough: 'on',
      exposure: 'on',
      'locked-out': 'on',
      campaign: 'on',
      targeted: 'on',
      'new-target': 'shadow',
      'new-door': 'shadow',
      blind: 'on',
    });
  });

  it('may be changed one by one', () => {
    const { findings } = parse('findings: {locked-out: off, new-door: on}');
    assert.deepEqual(findings, { ...defaultDetectionSettings.findings, 'locked-out': 'off', 'new-door': 'on' });
  });

  it('name the nearest finding for one that there is not', () => {
    assert.deepEqual(problemsOf('findings: {exposures: on, lockedout: off, threshold: on}'), [
      'k.yaml:1:12 findings.exposures: unknown setting, did you mean exposure?',
      'k.yaml:1:27 findings.lockedout: unknown setting, did you mean locked-out?',
      'k.yaml:1:43 findings.threshold: unknown setting, expected one of breakthrough, exposure, locked-out, campaign, targeted, new-target, new-door, blind',
    ]);
  });
});

describe('the bounds of findings', () => {
  it('are those that were tried', () => {
    assert.deepEqual(defaultDetectionSettings.bounds, {
      breakthrough: { denials: 3, criticalDenials: 20 },
      lockedOut: { denials: 3 },
      campaign: { times: 3, prefixes: 20 },
      targeted: { low: 45, medium: 60, high: 80 },
    });
  });

  it('keep their defaults where only some are named', () => {
    const { bounds } = parse('breakthrough: {criticalDenials: 50}\ncampaign: {times: 2.5}\ntargeted: {low: 55}');
    assert.deepEqual(bounds, {
      ...defaultDetectionSettings.bounds,
      breakthrough: { denials: 3, criticalDenials: 50 },
      campaign: { times: 2.5, prefixes: 20 },
      targeted: { low: 55, medium: 60, high: 80 },
    });
  });

  it('of scores must rise, with the defaults of those that are not named', () => {
    assert.deepEqual(problemsOf('targeted: {low: 70}'), [
      'k.yaml:1:1 targeted: is a group of settings, expected scores that rise, but low is 70, medium 60 and high 80',
    ]);
    assert.deepEqual(parse('targeted: {low: 60, high: 60}').bounds.targeted, { low: 60, medium: 60, high: 60 });
    assert.equal(problemsOf('targeted: {medium: 81}').length, 1);
  });

  it('are refused where they can bound nothing', () => {
    assert.deepEqual(
      problemsOf(
        'breakthrough: {denials: 0}\nlockedOut: {denials: 2.5}\ncampaign: {times: 0.5, prefixes: x}\ntargeted: {high: 101}',
      ),
      [
        'k.yaml:1:16 breakthrough.denials: is 0, expected a whole number of denials from 1 to 1000000',
        'k.yaml:2:13 lockedOut.denials: is 2.5, expected a whole number of denials from 1 to 1000000',
        'k.yaml:3:12 campaign.times: is 0.5, expected a number from 1 to 1000',
        'k.yaml:3:24 campaign.prefixes: is "x", expected a whole number of prefixes from 1 to 1000000',
        'k.yaml:4:12 targeted.high: is 101, expected a score from 0 to 100',
      ],
    );
    assert.deepEqual(problemsOf('campain: {times: 3}'), ['k.yaml:1:1 campain: unknown setting, did you mean campaign?']);
  });
});

describe('the budget and the digest', () => {
  it('are five messages a day, and eight in the morning UTC', () => {
    assert.deepEqual(defaultDetectionSettings.budget, { perDay: 5, targeted: 4, low: 3 });
    assert.deepEqual(defaultDetectionSettings.digest, { hour: 8, timeZone: 'UTC' });
  });

  it('may be none at all, or another hour of another place', () => {
    assert.deepEqual(parse('budget: {perDay: 0}').budget, { perDay: 0, targeted: 4, low: 3 });
    assert.deepEqual(parse('digest: {timeZone: Europe/Berlin}').digest, { hour: 8, timeZone: 'Europe/Berlin' });
    assert.equal(parse('digest: {hour: 0}').digest.hour, 0);
  });

  it('take no negative budget, no hour 24, and no zone but by its IANA name', () => {
    assert.deepEqual(problemsOf('budget: {perDay: -1}\ndigest: {hour: 24, timeZone: Mars/Olympus}'), [
      'k.yaml:1:10 budget.perDay: is -1, expected a whole number of messages from 0 to 1000',
      'k.yaml:2:10 digest.hour: is 24, expected a whole number of hours from 0 to 23',
      'k.yaml:2:20 digest.timeZone: is "Mars/Olympus", expected a time zone by its IANA name, as in Europe/Berlin or UTC',
    ]);
    for (const zone of ['"+02:00"', '""', '2']) assert.equal(problemsOf(`digest: {timeZone: ${zone}}`).length, 1, zone);
  });
});

describe('who is mentioned', () => {
  it('may be someone for messages about Knockwatch itself', () => {
    assert.deepEqual(parse('slack: {mention: {ops: U0123456789, low: here}}').slack.mention, { ops: 'U0123456789', low: 'here' });
  });
});

describe('known scanners', () => {
  it('have a label and ranges', () => {
    const written = 'knownScanners:\n  - {label: census, sources: [192.0.2.0/24, "2001:db8::/48"]}';
    assert.deepEqual(parse(written).knownScanners, [{ label: 'census', sources: ['192.0.2.0/24', '2001:db8::/48'] }]);
  });

  it('are refused without one, or with an IPv6 range longer than /64', () => {
    assert.deepEqual(
      problemsOf('knownScanners:\n  - {label: "", sources: []}\n  - {label: b, sources: ["2001:db8::/96"], ports: [1]}'),
      [
        'k.yaml:2:6 knownScanners[0].label: is "", expected a label, as in "census"',
        'k.yaml:2:17 knownScanners[0].sources: is an empty list, expected at least one address or CIDR',
        'k.yaml:3:26 knownScanners[1].sources[0]: is "2001:db8::/96", expected an IPv6 range of /64 or shorter, because an IPv6 source is counted as its /64',
        'k.yaml:3:44 knownScanners[1].ports: unknown setting, expected one of label, sources',
      ],
    );
  });
});
