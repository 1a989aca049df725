/** A real process that ends by SIGKILL in the middle of its work, on Azurite: the one begun after it leaves what one alone would have left. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import type { KillableRun } from '../support/killed-process.ts';

const script = join(import.meta.dirname, '..', 'support', 'killed-process.ts');
const timeoutMs = 60_000;

let azurite: Azurite;
let folder: string;
let runs = 0;
before(async () => {
  azurite = await startAzurite();
  folder = await mkdtemp(join(tmpdir(), 'knockwatch-killed-'));
});
after(async () => {
  await azurite.stop();
  await rm(folder, { recursive: true });
});

interface Ended {
  readonly signal: string | null;
  /** Lines that it printed. */
  readonly lines: readonly { readonly done?: number; readonly calls?: readonly string[]; readonly left?: Left }[];
}

interface Left {
  readonly facts: { readonly records: number };
  readonly incidents: readonly { readonly reasons: readonly string[]; readonly undelivered: number }[];
  readonly messages: readonly { readonly kind: string }[];
}

async function runProcess(run: KillableRun): Promise<Ended> {
  const env = { PATH: process.env['PATH'], KILLABLE_RUN: JSON.stringify(run) };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'], timeout: timeoutMs });
  const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const lines = stdout.trim().split('\n');
  return { signal: child.signalCode, lines: lines.filter((line) => line !== '').map((line) => JSON.parse(line)) };
}

/** A process that ends at a call (0: none), and the one that goes on where it ended; gives calls and what is left. */
async function runKilledAt(killAt: number) {
  const tables = `Killed${++runs}`;
  const begun = { connectionString: azurite.connectionString, tables, messagesFile: join(folder, tables) };
  const first = await runProcess({ ...begun, stage: 0, killAt, delayMs: 0 });
  assert.equal(first.signal, killAt === 0 ? null : 'SIGKILL');
  const stage = first.lines.filter(({ done }) => done !== undefined).length;
  // A message that may have been sent is looked for after two minutes.
  const last = killAt === 0 ? first : await runProcess({ ...begun, stage, killAt: 0, delayMs: 3 * 60_000 });
  const { calls, left } = last.lines.at(-1) ?? {};
  assert.ok(calls !== undefined && left !== undefined, 'it came to its end');
  return { calls, left };
}

test('a process killed at a call, and begun again, leaves the same facts, incidents and messages', async (t) => {
  const { calls, left } = await runKilledAt(0);
  assert.equal(left.facts.records, 3);
  assert.deepEqual(
    left.messages.map(({ kind }) => kind),
    ['post', 'reply'],
  );
  const place = (call: string, nth = 0): number => calls.flatMap((one, i) => (one === call ? [i + 1] : []))[nth] ?? 0;
  const posted = place('notifier.post');
  // At a call that writes and at the one behind it: before and after it took effect.
  const first = [place('store.commit'), place('store.commit') + 1, place('incidents.commitEvaluation')];
  const points = [...first, place('incidents.commitEvaluation') + 1, posted - 1, posted, posted + 1, place('notifier.reply') + 1];
  for (const at of points) {
    assert.ok(at > 0);
    assert.deepEqual((await runKilledAt(at)).left, left, `killed at call ${at}, ${calls[at - 1]}`);
  }
  t.diagnostic(`${points.length} of ${calls.length} calls tried`);
});
