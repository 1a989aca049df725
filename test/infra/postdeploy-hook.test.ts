/** The hook after the deployment of the code, run as azd does on Linux and macOS; its twin for Windows is held to the same words. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const hookOf = (ending: string): string => fileURLToPath(new URL(`../../infra/hooks/postdeploy.${ending}`, import.meta.url));

describe('the hook after the deployment', () => {
  const directory = mkdtempSync(join(tmpdir(), 'knockwatch-hook-'));
  after(() => rmSync(directory, { recursive: true }));
  const calls = join(directory, 'calls');

  /** Puts a program on the path that writes down how it was called, and fails as often as told. */
  function pretend(program: string, failures: number): void {
    const left = join(directory, `${program}.left`);
    writeFileSync(left, 'x'.repeat(failures));
    const script = `#!/bin/sh
echo "${program} $*" >> '${calls}'
case "$*" in *account*) exit "\${SIGNED_IN:-0}";; esac
if [ -s '${left}' ]; then cut -c2- '${left}' | tr -d '\\n' > '${left}.new'; mv '${left}.new' '${left}'; exit 1; fi
`;
    writeFileSync(join(directory, program), script);
    chmodSync(join(directory, program), 0o755);
  }

  const environment = {
    PATH: `${directory}${delimiter}${process.env['PATH']}`,
    AZURE_SUBSCRIPTION_ID: 'sub-1',
    AZURE_LOCATION: 'westeurope',
    AZURE_ENV_NAME: 'trial',
    EVENT_ACCOUNTS: '[{"resourceGroup":"rg-logs","name":"stlogs"}]',
  };

  /** Runs the hook as azd does on Linux and macOS. */
  function runHook(
    failures: number,
    changes: Readonly<Record<string, string>> = {},
  ): Promise<{ code: number; output: string; calls: readonly string[] }> {
    writeFileSync(calls, '');
    pretend('az', failures);
    pretend('sleep', 0);
    const options = { cwd: tmpdir(), env: { ...environment, ...changes } };
    return new Promise((resolve) => {
      execFile('sh', [hookOf('sh')], options, (error, out, err) => {
        const made = readFileSync(calls, 'utf8')
          .split('\n')
          .filter((line) => line !== '');
        resolve({ code: error === null ? 0 : Number(error.code), output: `${out}${err}`, calls: made });
      });
    });
  }

  const isPosix = process.platform !== 'win32';
  const deploy =
    'az deployment sub create --subscription sub-1 --location westeurope --name knockwatch-events-trial --parameters infra/event-subscriptions.bicepparam --output none';

  it('deploys the event subscriptions', { skip: !isPosix }, async () => {
    const run = await runHook(0);
    assert.deepEqual([run.code, run.calls.slice(1)], [0, [deploy]]);
    assert.match(run.output, /^Event subscriptions: created\./m);
  });

  it('tries again while the key is not there, and says so', { skip: !isPosix }, async () => {
    const run = await runHook(2);
    assert.deepEqual([run.code, run.calls.slice(1)], [0, [deploy, 'sleep 30', deploy, 'sleep 30', deploy]]);
    assert.match(run.output, /attempt 2 of 6 in 30 seconds/);
  });

  it('gives up in the end, and says what goes on meanwhile and how to try again', { skip: !isPosix }, async () => {
    const run = await runHook(6);
    assert.equal(run.code, 1);
    assert.equal(run.calls.filter((call) => call === deploy).length, 6);
    assert.match(run.output, /the sweep reads every account every five minutes\. Try again by "azd hooks run postdeploy"/);
  });

  it('does nothing without accounts to listen to', { skip: !isPosix }, async () => {
    const run = await runHook(0, { EVENT_ACCOUNTS: '[]' });
    assert.deepEqual([run.code, run.calls], [0, []]);
    assert.match(run.output, /none, the sweep reads every account/);
  });

  it('says how to sign in', { skip: !isPosix }, async () => {
    const run = await runHook(0, { SIGNED_IN: '1' });
    assert.equal(run.code, 1);
    assert.match(run.output, /not signed in to subscription sub-1\. Run "az login"/);
  });

  it('does and says the same on Windows', () => {
    const [sh, ps1] = [readFileSync(hookOf('sh'), 'utf8'), readFileSync(hookOf('ps1'), 'utf8')];
    const messages = (text: string): readonly string[] =>
      [...text.matchAll(/Event subscriptions: [^\n]*?(?=['"](?: >&2)?\n)/g)].map(([message]) =>
        message
          .replace(/\$\(\$env:(\w+)\)|\$\((\$attempt) \+ 1\)/g, (_, name, attempt) => attempt ?? `$${name}`)
          .replace(/[`\\]"/g, '"')
          .replaceAll('pauseSeconds', 'pause_seconds'),
      );
    assert.equal(messages(sh).length, 6);
    assert.deepEqual([...messages(ps1)].sort(), [...messages(sh)].sort());
    for (const word of ['infra/event-subscriptions.bicepparam', 'knockwatch-events-', "'sub'", "'create'", '--output'])
      assert.ok(ps1.includes(word) && sh.includes(word.replaceAll("'", '')), word);
    assert.match(sh, /^attempts=6\npause_seconds=30$/m);
    assert.match(ps1, /^\$attempts = 6\n\$pauseSeconds = 30$/m);
  });
});
