import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { simulatedLogs } from '../../src/local/simulate/simulated-logs.ts';
import { writeLogFiles } from '../../src/local/write/write-log-files.ts';
import { matchesCliGolden, runKnockwatch } from '../support/run-knockwatch.ts';
import { writeSmallNetwork } from '../support/small-network.ts';

/** A small budget, so that something is held back. */
const oldSettings = 'budget: {perDay: 1}\ntargeted: {low: 45}\n';
/** SSH weighs more, scores are told from 40 on, and a rule is tried out. */
const newSettings = `watchedPorts: [{port: 22, weight: 10}, 23, 445, 1433, 3389]
budget: {perDay: 1}
targeted: {low: 40}
thresholds:
  - {name: telnet-sweep, ports: [23], count: 30, within: 1h, per: prefix, distinct: {of: target, atLeast: 6}, severity: low, mode: shadow}
`;

let cwd = '';
before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
  const fromMs = Date.UTC(2026, 10, 21, 20);
  const shop = simulatedLogs({ seed: 1, originMs: fromMs, isAllocated: () => true }, 0);
  await writeLogFiles(shop, { folder: join(cwd, 'shop'), untilMs: fromMs + 5 * 3_600_000 });
  await writeSmallNetwork(cwd);
  await writeFile(join(cwd, 'before.yaml'), oldSettings);
  await writeFile(join(cwd, 'after.yaml'), newSettings);
});
after(() => rm(cwd, { recursive: true }));

/** Of nowhere, of a narrow and of a wide terminal. */
const displays = [
  { name: '', terminal: undefined },
  { name: '-80', terminal: 80 },
  { name: '-120', terminal: 120 },
] as const;

const commands = [
  { name: 'backtest', args: ['--config', 'after.yaml'] },
  { name: 'backtest-against', args: ['--config', 'after.yaml', '--against', 'before.yaml'] },
  { name: 'backtest-sweep', args: ['--config', 'before.yaml', '--sweep', 'targeted.low=40..80:20'] },
] as const;

describe('knockwatch backtest', () => {
  for (const { name, args } of commands) {
    for (const { name: display, terminal } of displays) {
      it(`prints ${name} ${terminal === undefined ? 'without a terminal' : `in ${terminal} columns`}`, async () => {
        const options = terminal === undefined ? { cwd } : { cwd, terminal };
        const { code, stdout, stderr } = await runKnockwatch(['backtest', 'shop', ...args], options);
        assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
        await matchesCliGolden(`${name}${display}.txt`, stdout);
        const lines = stripVTControlCharacters(stdout).split('\n');
        if (terminal !== undefined)
          assert.deepEqual(
            lines.filter((line) => [...line].length > terminal),
            [],
          );
        else assert.ok(!stdout.includes('\u001b['));
      });
    }
  }

  it('prints the documented JSON', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['backtest', '--json', 'logs'], { cwd });
    assert.equal(code, 1);
    assert.match(stderr, /rejected tuple at byte/);
    await matchesCliGolden('backtest.json', stdout);
    const report = JSON.parse(stdout);
    assert.deepEqual(Object.keys(report), ['from', 'to', 'days', 'messages', 'incidents', 'held']);
    assert.deepEqual(Object.keys(report.messages[0]), ['at', 'channel', 'incident', 'reason']);
    assert.deepEqual(Object.keys(report.held[0]), ['at', 'incident', 'reason']);
  });

  it('finds the incidents that scan finds', async () => {
    const [backtest, scan] = await Promise.all(
      ['backtest', 'scan'].map((command) => runKnockwatch([command, '--json', '--config', 'before.yaml', 'shop'], { cwd })),
    );
    assert.deepEqual(JSON.parse(backtest?.stdout ?? '').incidents, JSON.parse(scan?.stdout ?? '').incidents);
  });

  it('tells in JSON what appears, disappears and changes, and what became of each value', async () => {
    const run = async (...args: string[]) => {
      const { stdout, stderr } = await runKnockwatch(['backtest', '--json', 'shop', ...args], { cwd });
      assert.ok(stdout.startsWith('{'), stderr);
      return JSON.parse(stdout);
    };
    const against = await run('--config', 'after.yaml', '--against', 'before.yaml');
    const there = await run('--config', 'before.yaml', '--against', 'after.yaml');
    assert.ok(against.appeared.length > 0 && against.changed.length > 0);
    assert.deepEqual([there.appeared, there.disappeared], [against.disappeared, against.appeared]);
    assert.deepEqual(Object.keys(against.changed[0]), ['before', 'after']);
    const { sweep } = await run('--config', 'before.yaml', '--sweep', 'budget.perDay=0,9');
    assert.equal(sweep.setting, 'budget.perDay');
    // The file says 1: it is tried beside those that are asked for.
    assert.deepEqual(
      sweep.values.map(({ value, isCurrent }: { value: number; isCurrent: boolean }) => [value, isCurrent]),
      [
        [0, false],
        [1, true],
        [9, false],
      ],
    );
    const [none, now, many] = sweep.values;
    assert.deepEqual([now.lost, now.gained], [[], []]);
    assert.ok(none.lost.length > 0 && none.heldByBudget > 0 && !none.fitsBudget);
    assert.ok(many.gained.length > 0 && many.heldByBudget === 0 && many.fitsBudget);
  });

  it('says that no record was found', async () => {
    await writeFile(join(cwd, 'notes.md'), 'no flow log\n');
    const { code, stdout } = await runKnockwatch(['backtest', 'notes.md'], { cwd });
    assert.deepEqual({ code, stdout }, { code: 1, stdout: ' No flow-log record was found.\n' });
  });
});

const mistakes = [
  { args: [], line: /^Name the logs to replay: / },
  { args: ['shop', '--storage', 'insights-logs-flowlogflowevent'], line: /^Name files and folders, or --storage, not both$/ },
  { args: ['shop', '--against', 'before.yaml', '--sweep', 'targeted.low=1,2'], line: /not both$/ },
  { args: ['nowhere'], line: /^Cannot read nowhere: / },
  { args: ['shop', '--against', 'nowhere.yaml'], line: /^Cannot read nowhere\.yaml: / },
  { args: ['shop', '--sweep', 'targeted.low'], line: /^--sweep targeted\.low: expected a range as in / },
  { args: ['shop', '--sweep', 'targetd.low=1..2'], line: /did you mean targeted\?$/ },
  { args: ['--storage', 'pictures'], line: /"pictures" holds no flow logs, expected insights-logs-/ },
  { args: ['shop', '--agains', 'before.yaml'], line: /unknown option '--agains'/ },
] as const;

describe('knockwatch backtest ends with 2 and one line', () => {
  for (const { args, line } of mistakes) {
    it(`for backtest ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runKnockwatch(['backtest', ...args], {
        cwd,
        env: { FLOW_LOGS: 'UseDevelopmentStorage=true' },
      });
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
      assert.match(stderr.split('\n')[0] ?? '', line);
    });
  }
});
