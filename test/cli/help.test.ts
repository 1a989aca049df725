import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { describe, it } from 'node:test';
import { matchesCliGolden, runKnockwatch, widerThan } from '../support/run-knockwatch.ts';

const cwd = tmpdir();
const commands = ['decode', 'scan', 'backtest', 'counts', 'digest', 'replay', 'validate', 'doctor', 'explain', 'test'];

describe('help', () => {
  for (const command of commands) {
    it(`${command} --help explains the command and its exit codes, in 80 and in 120 columns`, async () => {
      const { code, stdout } = await runKnockwatch([command, '--help'], { cwd });
      assert.equal(code, 0);
      assert.match(stdout, /Example/);
      assert.match(stdout, /Exit codes:\n {2}0 {2}/);
      assert.deepEqual(widerThan(80, stdout), []);
      await matchesCliGolden(`${command}.help.txt`, stdout);
      const wide = await runKnockwatch([command, '--help'], { cwd, terminal: 120 });
      assert.deepEqual(widerThan(120, wide.stdout), []);
      await matchesCliGolden(`${command}.help-120.txt`, wide.stdout);
    });
  }

  it('is shown where no command is named, and names every command', async () => {
    const { code, stdout } = await runKnockwatch([], { cwd });
    assert.equal(code, 0);
    assert.deepEqual(widerThan(80, stdout), []);
    await matchesCliGolden('help.txt', stdout);
    // What goes to no terminal is laid out for 80 columns.
    assert.equal((await runKnockwatch(['--help'], { cwd, terminal: 80 })).stdout, stdout);
    const named = [...stdout.matchAll(/^ {2}([a-z]+) .*<|^ {2}([a-z]+) .*\[/gm)].map((match) => match[1] ?? match[2]);
    assert.deepEqual(
      named.filter((name) => name !== 'help'),
      commands,
    );
  });
});
