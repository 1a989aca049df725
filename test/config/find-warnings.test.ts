import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findWarnings } from '../../src/config/find-warnings.ts';
import { problemLine, readSettingsText } from '../../src/config/read-settings-text.ts';

const nowMs = Date.parse('2026-11-22T12:00:00Z');

function warningsOf(text: string): readonly string[] {
  const read = readSettingsText(text);
  if (read.kind === 'invalid') assert.fail(read.problems.map((problem) => problemLine('x', problem)).join('\n'));
  return findWarnings(read, nowMs).map((warning) => problemLine('x', warning));
}

const lines = (...text: readonly string[]): string => text.join('\n');

describe('findWarnings()', () => {
  it('has nothing to say of the shipped file, nor of an empty one', () => {
    assert.deepEqual(warningsOf(readFileSync('knockwatch.yaml', 'utf8')), []);
    assert.deepEqual(warningsOf(''), []);
  });

  it('has nothing to say of settings as people mean them', () => {
    const text = lines(
      'expectedSources:',
      '  - {label: office, sources: [203.0.113.0/24], ports: [22, 3389]}',
      '  - {label: partner, sources: [198.51.100.7], ports: [443], targets: [shop]}',
      'knownScanners: [{label: census, sources: [192.0.2.0/25]}, {label: atlas, sources: [192.0.2.128/25]}]',
      'targets: [{name: shop, match: 10.0.0.4}, {name: all, match: 10.0.0.0/16}]',
      'thresholds:',
      '  - {name: sweep, count: 20, within: 1h, distinct: {of: port, atLeast: 10}, countries: {only: [JP, FR], except: [FR]}}',
      'suppressions:',
      '  - {source: 203.0.113.7, finding: targeted, reason: pentest, expires: 2026-11-22}',
      '  - {target: SHOP, port: 22, reason: maintenance, expires: 2026-12-01}',
    );
    assert.deepEqual(warningsOf(text), []);
  });
});

describe('what can never have an effect', () => {
  it('is a threshold whose countries exclude each other', () => {
    const text = lines(
      'thresholds:',
      '  - {name: a, count: 5, within: 1h, countries: {only: [JP], except: [JP, FR]}}',
      '  - {name: b, count: 5, within: 1h, mode: off, countries: {only: [JP], except: [JP]}}',
    );
    assert.deepEqual(warningsOf(text), [
      'x:2:37 thresholds[0].countries: can never be met: all countries of only are in except as well',
    ]);
  });

  it('is a threshold that wants more ports than it looks at, or more sources than a prefix has', () => {
    const text = lines(
      'thresholds:',
      '  - {name: a, count: 5, within: 1h, ports: [22, 3389], distinct: {of: port, atLeast: 3}}',
      '  - {name: b, count: 5, within: 1h, distinct: {of: port, atLeast: 25}}',
      '  - {name: c, count: 5, within: 1h, per: prefix, distinct: {of: source, atLeast: 65537}}',
      'watchedPorts: [22, 23]',
    );
    assert.deepEqual(warningsOf(text), [
      'x:2:77 thresholds[0].distinct.atLeast: can never be met: is 3, but the rule looks at 2 ports',
      'x:3:58 thresholds[1].distinct.atLeast: can never be met: is 25, but the rule looks at 2 ports',
      'x:4:73 thresholds[2].distinct.atLeast: can never be met: a prefix has at most 65536 sources',
    ]);
  });

  it('is a score that no source can reach with these weights', () => {
    // 0.6 + 0.06 × 3 = 0.78; with criticality 1.2 the best score is 93.6.
    const weights = 'watchedPorts: [{port: 22, weight: 3}]';
    assert.deepEqual(warningsOf(lines(weights, 'targeted: {high: 90}')), [
      'x:2:12 targeted.high: is 90, which no source can reach: with a highest weight of 3 scores end at 78',
    ]);
    assert.deepEqual(
      warningsOf(lines(weights, 'targeted: {high: 90}', 'targets: [{name: db, match: 10.0.0.4, criticality: 1.2}]')),
      [],
    );
    assert.deepEqual(warningsOf(lines(weights, 'targeted: {high: 90}', 'findings: {targeted: off}')), []);
  });

  it('is a part of the budget that is larger than the whole', () => {
    assert.deepEqual(warningsOf('budget: {perDay: 2, targeted: 5, low: 9}'), [
      'x:1:21 budget.targeted: is 5, more than perDay (2), which is met first',
      'x:1:34 budget.low: is 9, more than perDay (2), which is met first',
    ]);
    assert.deepEqual(warningsOf('budget: {perDay: 2}'), [], 'the parts are the usual ones: nobody meant them');
  });

  it('is a suppression by what its finding is not about, or of a finding that is off', () => {
    const text = lines(
      'suppressions:',
      '  - {finding: campaign, source: 203.0.113.7, reason: a, expires: 2027-01-01}',
      '  - {finding: exposure, port: 22, reason: b, expires: 2027-01-01}',
      '  - {finding: locked-out, reason: c, expires: 2027-01-01}',
      'findings: {locked-out: off}',
    );
    assert.deepEqual(warningsOf(text), [
      'x:2:25 suppressions[0].source: can never match: campaign is not about a source',
      'x:4:6 suppressions[2].finding: has no effect: locked-out is off',
    ]);
  });

  it('is a name of a target that targets does not have', () => {
    const text = lines(
      'targets: [{name: vm-db1, match: 10.0.0.4}]',
      'expectedSources: [{label: office, sources: [203.0.113.7], ports: [22], targets: [10.0.0.4, vm-bd1]}]',
      'suppressions: [{target: web, reason: a, expires: 2027-01-01}]',
    );
    assert.deepEqual(warningsOf(text), [
      'x:2:92 expectedSources[0].targets[1]: is "vm-bd1", which is neither an address, CIDR, MAC or resource id nor a name in targets: did you mean vm-db1?',
      'x:3:17 suppressions[0].target: is "web", which is neither an address, CIDR, MAC or resource id nor a name in targets: expected one of vm-db1',
    ]);
  });
});

describe('what has ended', () => {
  it('is a suppression after its last moment', () => {
    const text = lines(
      'suppressions:',
      '  - {finding: campaign, reason: a, expires: 2026-11-21}',
      '  - {finding: exposure, reason: b, expires: 2026-11-22T11:59:59Z}',
      '  - {finding: targeted, reason: c, expires: 2026-11-22}',
    );
    assert.deepEqual(warningsOf(text), [
      'x:2:36 suppressions[0].expires: ended on 2026-11-21, so it silences nothing any more',
      'x:3:36 suppressions[1].expires: ended on 2026-11-22, so it silences nothing any more',
    ]);
  });
});

describe('what overlaps', () => {
  it('are expected sources at the same door', () => {
    const text = lines(
      'expectedSources:',
      '  - {label: office, sources: [203.0.113.0/24, "2001:db8::/32"], ports: [22]}',
      '  - {label: bob, sources: [198.51.100.1, 203.0.113.7], ports: [22, 23]}',
      '  - {label: eve, sources: ["2001:db8:1::/48"], ports: [3389]}',
    );
    assert.deepEqual(warningsOf(text), [
      'x:3:42 expectedSources[1].sources[1]: 203.0.113.7 overlaps with 203.0.113.0/24 of "office" on a port of both: it is told under both labels',
    ]);
  });

  it('are known scanners with each other and with expected sources', () => {
    const text = lines(
      'knownScanners:',
      '  - {label: census, sources: [192.0.2.0/24]}',
      '  - {label: atlas, sources: [192.0.2.7]}',
      'expectedSources: [{label: office, sources: [192.0.0.0/16], ports: [22]}]',
    );
    assert.deepEqual(warningsOf(text), [
      'x:2:31 knownScanners[0].sources[0]: 192.0.2.0/24 overlaps with expectedSources "office": what is expected there is not scored at all',
      'x:3:30 knownScanners[1].sources[0]: 192.0.2.7 overlaps with 192.0.2.0/24 of "census", whose label is shown',
      'x:3:30 knownScanners[1].sources[0]: 192.0.2.7 overlaps with expectedSources "office": what is expected there is not scored at all',
    ]);
  });

  it('are two names of one target, and suppressions of which one holds the other', () => {
    const text = lines(
      'targets: [{name: a, match: 10.0.0.4}, {name: b, match: 10.0.0.4}]',
      'suppressions:',
      '  - {finding: targeted, reason: pentest, expires: 2026-12-31}',
      '  - {finding: targeted, source: 203.0.113.7, reason: bob, expires: 2026-12-01}',
      '  - {finding: targeted, port: 22, reason: longer, expires: 2027-12-01}',
    );
    assert.deepEqual(warningsOf(text), [
      'x:1:49 targets[1].match: is the same as that of "a", whose name and criticality are used',
      'x:4:5 suppressions[1]: silences nothing that the earlier one ("pentest") does not silence as long or longer',
    ]);
  });
});

describe('what is wider than is likely meant', () => {
  it('is a range that holds a large part of the internet', () => {
    const text = lines(
      'expectedSources: [{label: all, sources: [0.0.0.0/0, 10.0.0.0/8], ports: [22]}]',
      'knownScanners: [{label: six, sources: ["2000::/3"]}]',
      'suppressions: [{source: 128.0.0.0/4, reason: a, expires: 2027-01-01}]',
    );
    assert.deepEqual(warningsOf(text), [
      'x:1:42 expectedSources[0].sources[0]: is 0.0.0.0/0, the whole internet: break-ins from there will not be told on these ports',
      'x:2:40 knownScanners[0].sources[0]: is 2000::/3, a large part of the internet: all scores from there are cut to a third',
      'x:3:17 suppressions[0].source: is 128.0.0.0/4, a large part of the internet: it silences almost everything',
    ]);
  });
});
