import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { explainLogs } from '../../../src/cli/explain/explain-logs.ts';
import { explainText } from '../../../src/cli/explain/explain-text.ts';
import { readMoment } from '../../../src/cli/explain/read-moment.ts';
import { parseDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { readSubject } from '../../../src/detect/explain/subject.ts';
import { sourceOfFlows, type ToldFlow, writeFlows } from '../../support/case-logs.ts';
import { matchesCliGolden, runKnockwatch } from '../../support/run-knockwatch.ts';

const servers = ['vm-db1', 'vm-web1', 'vm-web2', 'vm-mail1'];
/** A network with its background, someone who works on one machine for two days and gets in elsewhere, and an office. */
const flows: readonly ToldFlow[] = [
  { at: '00:01', from: { networks: 8 }, to: servers, port: 23, decision: 'denied', times: 12, every: '1h', days: 2 },
  { at: '04:00', from: '8.8.8.8', to: 'vm-db1', port: 3389, decision: 'denied', times: 60, over: '8h', days: 2 },
  { at: '11:00', from: '8.8.8.8', to: ['vm-web1', 'vm-web2'], port: [22, 445, 8080], decision: 'denied' },
  { at: '11:40', from: '8.8.8.8', to: 'vm-web1', port: 22, decision: 'allowed', rule: 'UserRule_allow-ssh' },
  {
    at: '10:00',
    from: { prefix: '203.0.113.0/24', addresses: 6 },
    to: 'vm-web1',
    port: 3389,
    decision: 'denied',
    times: 20,
    over: '90m',
  },
  { at: '09:00', from: '198.51.100.7', to: 'vm-web1', port: 22, decision: 'denied', times: 2 },
  { at: '07:00', from: '2001:db8:5:7::99', to: 'vm-mail1', port: 3389, decision: 'denied', times: 3 },
];
const settings = `
expectedSources:
  - {label: office, sources: [198.51.100.0/24], ports: [22], targets: []}
knownScanners:
  - {label: census, sources: [20.0.0.0/8]}
thresholds:
  - {name: many-ports, count: 6, within: 1h, per: source, distinct: {of: port, atLeast: 4}, decision: denied, ports: [22, 445, 3389, 8080], severity: low, mode: shadow}
suppressions:
  - {source: 198.51.100.0/24, reason: they move house, expires: 2026-11-30}
`;

describe('knockwatch explain', () => {
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
    await writeFlows(join(cwd, 'logs'), flows);
    await writeFile(join(cwd, 'knockwatch.yaml'), settings);
  });
  after(() => rm(cwd, { recursive: true }));
  const explain = (...args: string[]) => runKnockwatch(['explain', ...args], { cwd });

  it('shows who it is, its day, its score, the findings and what was told', async () => {
    const { code, stdout, stderr } = await explain('8.8.8.8', 'logs');
    assert.deepEqual([code, stderr], [0, '']);
    await matchesCliGolden('explain.txt', stdout);
  });

  for (const terminal of [80, 120]) {
    it(`fits a terminal of ${terminal} columns`, async () => {
      const { code, stdout } = await runKnockwatch(['explain', '8.8.8.8', 'logs'], { cwd, terminal });
      assert.equal(code, 0);
      await matchesCliGolden(`explain-${terminal}.txt`, stdout);
      const widest = Math.max(
        ...stripVTControlCharacters(stdout)
          .split('\n')
          .map((line) => line.length),
      );
      assert.ok(widest <= terminal, `${widest} columns`);
      assert.notEqual(stripVTControlCharacters(stdout), stdout, 'it has colours');
    });
  }

  it('prints the documented JSON', async () => {
    const { stdout } = await explain('8.8.8.8', 'logs', '--json');
    await matchesCliGolden('explain.json', stdout);
    const names = [
      'address',
      'scope',
      'at',
      'from',
      'to',
      'settings',
      'country',
      'prefix',
      'networkBlock',
      'sources',
      'sourceCount',
    ];
    assert.deepEqual(Object.keys(JSON.parse(stdout)), [
      ...names,
      'expected',
      'knownScanner',
      'suppressions',
      'day',
      'scores',
      'conditions',
      'incidents',
    ]);
  });

  it('says that an address was not seen, and ends with exit code 1', async () => {
    const { code, stdout, stderr } = await explain('9.9.9.9', 'logs');
    assert.deepEqual([code, stdout], [1, '']);
    assert.equal(stderr, '9.9.9.9 was not seen in these logs (2026-11-20 00:00 to 2026-11-21 12:00 UTC).\n');
  });

  it('refuses what is no address, and no source of logs, with exit code 2', async () => {
    const refusals = [
      [['8.8.8.0/25', 'logs'], /^"8\.8\.8\.0\/25" is no address that can be explained, expected one such as 203\.0\.113\.7 /],
      [['8.8.8.8'], /^Nothing to read: /],
      [['8.8.8.8', 'logs', '--storage'], /^Give either paths or --storage, not both$/m],
    ] as const;
    for (const [args, message] of refusals) {
      const { code, stdout, stderr } = await explain(...args);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, message);
    }
  });
});

describe('explainText()', () => {
  const detection = parseDetectionSettings(settings, 'knockwatch.yaml');
  const source = sourceOfFlows(flows);
  const progress = { stage: () => {}, step: () => {} };
  const countries = { countryOf: () => '' };
  const explained = async (address: string, at: string | null = null): Promise<string> => {
    const subject = readSubject(address);
    assert.ok(subject !== null);
    const atMs = at === null ? null : readMoment(at);
    const { explanation } = await explainLogs({ source, countries, settings: detection, subject, atMs, progress });
    assert.ok(explanation !== null);
    // Colours depend on where the tests run; where there are some, a padded cell keeps the spaces behind it.
    return stripVTControlCharacters(explainText(explanation, 80)).replace(/ +$/gm, '');
  };

  it('explains a prefix, whose sources together aim at a door', async () => {
    await matchesCliGolden('explain-prefix.txt', await explained('203.0.113.0/24'));
  });

  it('explains a source with its prefix, which is told in its place', async () => {
    const text = await explained('203.0.113.3');
    assert.match(text, /^ Score of the prefix 203\.0\.113\.0\/24, aimed at vm-web1: /m);
    assert.match(text, / ✓ targeted prefix 203\.0\.113\.0\/24: score [\d.]+, 45 needed: 120 denied attempts\n +on vm-web1$/m);
    assert.match(text, / ✗ targeted: score [\d.]+, 45 needed: 20 denied attempts on vm-web1$/m);
  });

  it('explains one who knocks everywhere, one who is expected, and an IPv6 address by its /64', async () => {
    const everywhere = await explained('20.3.7.9');
    assert.match(everywhere, / aim +−20\.0 +░+ +× 0: T = 4 of E = 4 targets$/m);
    assert.match(everywhere, /^ Settings: known scanner census: its score counts 0\.3 times$/m);
    const expected = await explained('198.51.100.7');
    assert.match(expected, /^ Settings: expected as office on 22\/tcp of every target$/m);
    assert.match(expected, /^ Settings: suppressed until 2026-11-30 23:59 \(every finding\): they move house$/m);
    assert.match(expected, / ✗ locked-out office at 22\/tcp of vm-web1\n +✗ 2 denials in the 15 minutes up to /);
    const wide = await explained('2001:db8:5:7::1');
    assert.match(wide, /^ 2001:db8:5:7::\/64$/m);
    assert.match(wide, /^ 2026-11-21 07:00 +3 +3 +3389\/tcp$/m);
  });

  it('explains another moment, and does not look beyond it', async () => {
    const text = await explained('8.8.8.8', '2026-11-21 10:35');
    assert.match(text, /^ Explained at 2026-11-21 10:34 UTC/m);
    assert.match(
      text,
      / ✗ breakthrough\n.*✓ \d+ denials on 3389\/tcp of vm-db1 in the last 24 hours, 3 needed\n.*✗ let in nowhere/,
    );
    assert.doesNotMatch(text, /11:40/);
  });

  it('says of a network with one target why no score is told', async () => {
    const alone = sourceOfFlows([
      { at: '04:00', from: '8.8.8.8', to: 'vm-db1', port: 3389, decision: 'denied', times: 90, over: '12h' },
    ]);
    const subject = { scope: 'source', name: '8.8.8.8' } as const;
    const { explanation } = await explainLogs({ source: alone, countries, settings: detection, subject, atMs: null, progress });
    assert.ok(explanation !== null);
    const text = stripVTControlCharacters(explainText(explanation, 120));
    assert.match(text, /^ No score is told: with one target that turned anyone away \(E = 1\) nobody can say /m);
    assert.match(text, / ✓ targeted\n +✓ score [\d.]+, 45 needed.*\n +✓ only one target turned anyone away /);
    assert.match(text, /^ +not told \(shadow\) {2}\w+ targeted /m);
  });
});
