import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultDetectionSettings, parseDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { problemsOf } from '../support/settings-problems.ts';

const parse = (text: string) => parseDetectionSettings(text, 'k.yaml');

describe('parseDetectionSettings()', () => {
  it('takes an empty file for the defaults', () => {
    assert.deepEqual(parse(''), defaultDetectionSettings);
    assert.deepEqual(parse('# nothing but a comment\n'), defaultDetectionSettings);
    assert.equal(defaultDetectionSettings.watchedPorts.length, 25);
  });

  it('keeps the default of what a file does not name', () => {
    const settings = parse('slack:\n  channel: "#alerts"\n');
    const all = { channel: '#alerts', criticalChannel: '#alerts', opsChannel: '#alerts' };
    assert.deepEqual(settings.slack, { ...all, mention: {}, mayAct: [] });
    assert.deepEqual(settings.watchedPorts, defaultDetectionSettings.watchedPorts);
    assert.deepEqual(settings.findings, defaultDetectionSettings.findings);
  });

  it('takes ids of Slack users as those who may press buttons, and nothing else', () => {
    assert.deepEqual(parse('slack: {mayAct: [U0123456789, W0ABCDEFG]}').slack.mayAct, ['U0123456789', 'W0ABCDEFG']);
    for (const written of ['"@alice"', 'S0123456789', 'u0123456789', '7']) {
      const [line = ''] = problemsOf(`slack: {mayAct: [${written}]}`);
      assert.match(line, /slack\.mayAct\[0\].*, expected the id of a Slack user \(U0123456789\)/);
    }
  });

  it('reads every form of watched port, with the weight and name of the default list where an entry gives none', () => {
    assert.deepEqual(
      parse('watchedPorts: [3389, 161/udp, 8443, {port: 22, weight: 9}, {port: 53/udp, name: dns, weight: 0.5}]').watchedPorts,
      [
        { port: 3389, protocol: 6, weight: 8, name: 'rdp' },
        { port: 161, protocol: 17, weight: 5, name: '' },
        { port: 8443, protocol: 6, weight: 5, name: '' },
        { port: 22, protocol: 6, weight: 9, name: 'ssh' },
        { port: 53, protocol: 17, weight: 0.5, name: 'dns' },
      ],
    );
  });

  it('reads on and off as words, not as yes and no', () => {
    for (const mode of ['on', 'shadow', 'off'] as const) {
      assert.equal(parse(`findings: {breakthrough: ${mode}}`).findings.breakthrough, mode);
    }
    assert.deepEqual(problemsOf('findings: {breakthrough: true}'), [
      'k.yaml:1:12 findings.breakthrough: is true, expected on, shadow or off',
    ]);
  });

  it('reads expected sources, targets and suppressions', () => {
    const settings = parse(`
expectedSources:
  - {label: office, sources: [198.51.100.0/24, "2001:db8:10::/48"], ports: [22, 161/udp]}
targets:
  - {name: vm-db1, match: 00-0D-3A-7F-13-40, criticality: 1.3}
  - {name: web, match: /subscriptions/s/resourceGroups/web}
suppressions:
  - {finding: breakthrough, source: 203.0.113.7, port: 22, reason: pentest, expires: 2026-12-31}
  - {target: vm-db1, reason: moved, expires: "2026-12-31T18:00:00Z"}
`);
    assert.deepEqual(settings.expectedSources, [
      {
        label: 'office',
        sources: ['198.51.100.0/24', '2001:db8:10::/48'],
        ports: [6 * 65536 + 22, 17 * 65536 + 161],
        targets: [],
      },
    ]);
    assert.deepEqual(
      settings.targets.map(({ criticality }) => criticality),
      [1.3, 1],
    );
    const nothing = { finding: null, source: null, target: null, port: null };
    assert.deepEqual(settings.suppressions, [
      {
        finding: 'breakthrough',
        source: '203.0.113.7',
        target: null,
        port: 6 * 65536 + 22,
        reason: 'pentest',
        expiresAtMs: Date.UTC(2027, 0, 1) - 1,
      },
      { ...nothing, target: 'vm-db1', reason: 'moved', expiresAtMs: Date.UTC(2026, 11, 31, 18) },
    ]);
  });

  it('gives the same version to the same settings, whatever their order and comments', () => {
    const one = parse('slack: {channel: "#a"}\nfindings: {breakthrough: off}');
    const other = parse('# off for now\nfindings:\n  breakthrough: off\nslack:\n  channel: "#a"\n');
    assert.equal(one.version, other.version);
    assert.notEqual(one.version, parse('slack: {channel: "#b"}').version);
    assert.match(one.version, /^[0-9a-f]{8}$/);
  });

  it('names every problem with its place, the nearest name and what was expected', () => {
    assert.deepEqual(
      problemsOf(`slack:
  channel: #alerts
  chanel: "#x"
  mention: {critical: bob, hgh: here, ops: channel}
watchedPort: [3]
watchedPorts:
  - 22
  - 70000
  - 161/upd
  - {port: 3389, wieght: 3, weight: 11}
  - {weight: 1}
  - [1]
  - 22/tcp
escalations: []
targets: {}
`),
      [
        'k.yaml:2:3 slack.channel: is empty, expected a channel in quotes ("#name"; an unquoted # begins a comment) or its id (C0123456789)',
        'k.yaml:3:3 slack.chanel: unknown setting, did you mean channel?',
        'k.yaml:4:13 slack.mention.critical: is "bob", expected here, channel, or the id of a user (U…) or user group (S…)',
        'k.yaml:4:28 slack.mention.hgh: unknown setting, did you mean high?',
        'k.yaml:5:1 watchedPort: unknown setting, did you mean watchedPorts?',
        'k.yaml:8:5 watchedPorts[1]: is 70000, expected a port from 1 to 65535, or a text such as 161/udp',
        'k.yaml:9:5 watchedPorts[2]: is "161/upd", expected a port from 1 to 65535, or a text such as 161/udp',
        'k.yaml:10:18 watchedPorts[3].wieght: unknown setting, did you mean weight?',
        'k.yaml:10:29 watchedPorts[3].weight: is 11, expected a weight from 0 to 10',
        'k.yaml:11:5 watchedPorts[4].port: is missing, expected a port, or {port, weight, name}',
        'k.yaml:12:5 watchedPorts[5]: is a list, expected a port from 1 to 65535, a text such as 161/udp, or {port, weight, name}',
        'k.yaml:14:1 escalations: unknown setting, expected one of slack, watchedPorts, findings, breakthrough, lockedOut, campaign, targeted, thresholds, budget, digest, expectedSources, knownScanners, targets, suppressions',
        'k.yaml:15:1 targets: is a group of settings, expected a list of entries {name, match, criticality}',
      ],
    );
  });

  it('refuses a port that is watched twice, however it is written', () => {
    assert.deepEqual(problemsOf('watchedPorts: [22, {port: 22}, 22/tcp, 22/udp]'), [
      'k.yaml:1:20 watchedPorts[1]: is "22/tcp", expected each port only once',
      'k.yaml:1:32 watchedPorts[2]: is "22/tcp", expected each port only once',
    ]);
  });

  it('refuses an IPv6 range longer than /64, because it could never match', () => {
    const problems = problemsOf(
      'expectedSources:\n  - {label: a, ports: [22], sources: ["2001:db8::/65", "2001:db8::1", "2001:db8::/64", 10.0.0.0/33, x]}',
    );
    assert.deepEqual(
      problems.map((line) => /sources\[(\d)\]: is ("[^"]+"), expected (an \w+)/.exec(line)?.slice(1).join(' ')),
      ['0 "2001:db8::/65" an IPv6', '1 "2001:db8::1" an IPv6', '3 "10.0.0.0/33" an address', '4 "x" an address'],
    );
  });

  it('needs a reason, an existing date and a scope of every suppression', () => {
    const [missing, date, scope] = problemsOf(`suppressions:
  - {source: 203.0.113.7, expires: 2026-12-31}
  - {source: 203.0.113.7, reason: x, expires: 2026-02-30}
  - {reason: x, expires: 2026-12-31}`);
    assert.match(missing ?? '', /^k.yaml:2:5 suppressions\[0\]\.reason: is missing/);
    assert.match(date ?? '', /^k.yaml:3:38 suppressions\[1\]\.expires: is "2026-02-30", expected a date/);
    assert.match(scope ?? '', /^k.yaml:4:5 suppressions\[2\]: .* at least one of finding, source, target, port/);
  });

  it('names the place where a text is no YAML', () => {
    assert.match(problemsOf('slack: [1\nfindings: 2').join(), /^k\.yaml:2:1 cannot be read as YAML: /);
    assert.match(problemsOf('targets: []\ntargets: []').join(), /^k\.yaml:2:1 cannot be read as YAML: .*unique/);
    assert.match(problemsOf('a: *b').join(), /^k\.yaml:1:1 cannot be read as YAML: .*alias/);
    assert.match(problemsOf('---\nslack: {}\n---\nslack: {}').join(), /^k\.yaml:\d+:1 cannot be read as YAML: /);
    assert.match(problemsOf('slack: !secret x').join(), /^k\.yaml:1:8 cannot be read as YAML: .*tag/);
  });

  it('takes only a group of settings for the whole', () => {
    for (const text of ['- 22', '22', 'text'])
      assert.match(problemsOf(text).join(), /^k\.yaml:1:1 is .*, expected settings by name/);
  });

  it('shows at most the beginning of a long value, on one line', () => {
    const [line = ''] = problemsOf(`slack: {channel: "${'x'.repeat(5000)}"}`);
    assert.ok(line.length < 300, line);
  });
});
