import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { InboxMessage } from '../../src/local/inbox/message-store.ts';

const script = fileURLToPath(new URL('../../src/local/start.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'knockwatch-start-'));
after(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** Resolves with the first line, past or to come, that matches. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  readonly errors: () => string;
}

function start(...args: readonly string[]): Run {
  const child = spawn(process.execPath, [script, '--data', folder, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  after(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  const waiting: { readonly pattern: RegExp; readonly found: (match: RegExpExecArray) => void }[] = [];
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const { pattern, found } of waiting) {
      const match = pattern.exec(line);
      if (match !== null) found(match);
    }
  });
  return {
    child,
    lines,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const past = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
        if (past) resolve(past);
        waiting.push({ pattern, found: resolve });
        child.once('exit', () => reject(new Error(`The run ended before ${pattern}: ${lines.join('\n')}\n${errors}`)));
      }),
    errors: () => errors,
  };
}

/** Ids of a process's children, from `/proc`, so on Linux alone. */
async function childrenOf(processId: number): Promise<readonly string[]> {
  const text = await readFile(`/proc/${processId}/task/${processId}/children`, 'utf8').catch(() => '');
  return text.split(' ').filter((id) => id !== '');
}

function isAlive(processId: string): boolean {
  try {
    return process.kill(Number(processId), 0);
  } catch {
    return false;
  }
}

suite('npm start', () => {
  test('says where to look at once, alerts within 60 s, and ends with Ctrl-C leaving no process behind', {
    timeout: 90_000,
  }, async () => {
    const startedMs = performance.now();
    const run = start();
    const [, address = ''] = await run.line(/Inbox\s+\S*?(http:\/\/127\.0\.0\.1:\d+\/)/);
    assert.ok(performance.now() - startedMs < 10_000, 'the address comes at once');
    await run.line(/Alert:.*Critical/);
    assert.ok(performance.now() - startedMs < 60_000, 'the alert comes within a minute');

    const messages: readonly InboxMessage[] = JSON.parse(await (await fetch(`${address}messages.json`)).text());
    assert.equal(messages.filter(({ threadTs }) => threadTs === null).length, 1);
    assert.match(messages[0]?.text ?? '', /vm-jump1.*RDP/);
    const page = await (await fetch(address)).text();
    assert.match(page, /vm-jump1/);
    assert.match(page, /health\/details/);

    const children = await childrenOf(run.child.pid ?? 0);
    if (process.platform === 'linux') assert.equal(children.length, 2, 'Azurite and the function host');
    run.child.kill('SIGINT');
    const [code] = await once(run.child, 'exit');
    assert.equal(code, 0);
    assert.deepEqual(children.filter(isAlive), []);
    assert.deepEqual(await readdir(folder), [`run-${run.child.pid}`]);
    assert.equal(run.errors(), '');
  });

  const wrong = [
    { args: ['--nope'], exit: 2, says: /^Unknown option '--nope'\. See npm start -- --help\.\n$/ },
    { args: ['--logs', join(folder, 'missing')], exit: 1, says: /^Cannot read .*missing.*\n$/ },
    { args: ['--storage', 'nonsense'], exit: 1, says: /^AzureWebJobsStorage: is no storage connection string.*\n$/ },
  ];
  for (const { args, exit, says } of wrong) {
    test(`answers ${args[0]} ${exit === 2 ? 'which it does not know' : 'that leads nowhere'} in one line and exits ${exit}`, async () => {
      const run = start(...args);
      const [code] = await once(run.child, 'close');
      assert.match(run.errors(), says);
      assert.equal(code, exit);
    });
  }
});
