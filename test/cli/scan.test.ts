import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { matchesCliGolden, runKnockwatch, widerThan } from '../support/run-knockwatch.ts';
import { smallNetwork, smallNetworkFiles, writeSmallNetwork } from '../support/small-network.ts';

describe('knockwatch scan', () => {
  let cwd = '';
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
    await writeSmallNetwork(cwd);
  });
  after(() => rm(cwd, { recursive: true }));

  const scan = async (...args: string[]) => {
    const { code, stdout, stderr } = await runKnockwatch(['scan', '--json', ...args], { cwd });
    assert.ok(stdout.startsWith('{'), stderr);
    return { code, stderr, report: JSON.parse(stdout) };
  };

  it('shows a folder in the terminal: incidents, totals, ports, countries, rejections', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['scan', 'logs'], { cwd });
    assert.equal(code, 1);
    await matchesCliGolden('scan.txt', stdout);
    await matchesCliGolden('scan.stderr.txt', stderr);
  });

  for (const terminal of [80, 120]) {
    it(`keeps to a terminal of ${terminal} columns`, async () => {
      const { stdout } = await runKnockwatch(['scan', 'logs'], { cwd, terminal });
      await matchesCliGolden(`scan-${terminal}.txt`, stdout);
      assert.deepEqual(widerThan(terminal, stdout), []);
    });
  }

  it('prints the documented JSON', async () => {
    const { stdout } = await runKnockwatch(['scan', '--json', 'logs'], { cwd });
    await matchesCliGolden('scan.json', stdout);
    const report = JSON.parse(stdout);
    assert.deepEqual(Object.keys(report), [
      ...[
        'from',
        'to',
        'records',
        'tuples',
        'rejected',
        'alsoLoggedElsewhere',
        'denied',
        'allowed',
        'ports',
        'countries',
        'incidents',
      ],
    ]);
    assert.deepEqual(Object.keys(report.incidents[0]), [
      'id',
      'finding',
      'severity',
      'score',
      'source',
      'target',
      'port',
      'reason',
      'at',
    ]);
  });

  it('uses colours only where they are wanted', async () => {
    const plain = await runKnockwatch(['scan', 'logs'], { cwd });
    assert.ok(!plain.stdout.includes('\u001b['));
    const coloured = await runKnockwatch(['scan', 'logs'], { cwd, env: { NO_COLOR: '', FORCE_COLOR: '1' } });
    assert.ok(coloured.stdout.includes('\u001b['));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    assert.equal(coloured.stdout.replace(/\u001b\[\d+m/g, ''), plain.stdout);
  });

  it('finds the same in files that do not lie as Azure wrote them', async () => {
    const whole = await scan('logs');
    for (const [name, content] of Object.entries(smallNetworkFiles)) await writeFile(join(cwd, `${name}.txt`), content());
    const loose = await scan('second.txt', 'nsg.txt', 'first.txt');
    assert.deepEqual(loose.report, whole.report);
  });

  it('splits a file that holds several hours and kinds into its hours', async () => {
    const whole = await scan('logs');
    const records = [smallNetworkFiles.first(), smallNetworkFiles.nsg(), smallNetworkFiles.second()].map((blob) =>
      blob.toString().slice('{"records":['.length, -2),
    );
    await writeFile(join(cwd, 'joined.txt'), `{"records":[${records.join(',')}]}`);
    const joined = await scan('joined.txt');
    assert.deepEqual(joined.report, whole.report);
    const at = Number(/rejected tuple at byte (\d+)/.exec(joined.stderr)?.[1]);
    assert.ok(`{"records":[${records.join(',')}]}`.slice(at).startsWith('no tuple'), joined.stderr);
  });

  it('reads standard input', async () => {
    const { code, stdout } = await runKnockwatch(['scan', '--json', '-'], { cwd, input: smallNetworkFiles.first() });
    assert.equal(code, 0);
    const { from, to, denied } = JSON.parse(stdout);
    assert.deepEqual([from, to, denied.inbound], ['2026-11-21T09:00:00.000Z', '2026-11-21T10:00:00.000Z', 30]);
  });

  it('works by the settings file that is named', async () => {
    await writeFile(join(cwd, 'off.yaml'), 'findings: {breakthrough: off, new-target: off, new-door: off}');
    assert.deepEqual((await scan('--config', 'off.yaml', 'logs')).report.incidents, []);
  });

  it('says that a file is no flow log, in one line, and ends with 1', async () => {
    await writeFile(join(cwd, 'notes.md'), 'no flow log\n');
    const { code, stdout, stderr } = await runKnockwatch(['scan', 'notes.md'], { cwd });
    assert.equal(code, 1);
    assert.equal(stdout, ' No flow-log record was found.\n');
    assert.match(stderr, /^notes\.md: rejected record at byte 0 .*\n$/);
    assert.equal((await scan('notes.md')).report.rejected, 1);
  });

  it('does not count twice what is named twice', async () => {
    const once = await scan(smallNetwork.first);
    const twice = await scan(smallNetwork.first, 'logs', smallNetwork.first);
    assert.equal(once.report.denied.inbound, 30);
    assert.equal(twice.report.denied.inbound, 30);
  });
});
