import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const fakeTerminal = join(import.meta.dirname, 'fake-terminal.ts');
const timeoutMs = 60_000;

export interface KnockwatchRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Working directory. */
  readonly cwd: string;
  /** App settings; nothing else of this process's environment is passed on but what Node needs. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array;
  /** Columns of the terminal, with colours, that it is to take its standard output for; left out: none. */
  readonly terminal?: number;
  /** Standard error goes to that terminal too, as where a person watches; progress bars are drawn there then. */
  readonly errorsToTerminal?: boolean;
}

/** Runs the command line in a process of its own, without colours unless it is to have a terminal. */
export async function runKnockwatch(
  args: readonly string[],
  { cwd, env = {}, input, terminal, errorsToTerminal = false }: RunOptions,
): Promise<KnockwatchRun> {
  const preload = terminal === undefined ? [] : ['--import', fakeTerminal];
  const faked = { FORCE_COLOR: '1', FAKE_TERMINAL_COLUMNS: String(terminal), FAKE_TERMINAL_ERRORS: errorsToTerminal ? '1' : '0' };
  const display = terminal === undefined ? { NO_COLOR: '1' } : faked;
  const child = spawn(process.execPath, [...preload, main, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...display, ...env },
    timeout: timeoutMs,
  });
  child.stdin.end(input ?? '');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

/** Compares with `test/golden/cli/{name}`; with `UPDATE_GOLDEN=1` the file is written instead. */
export async function matchesCliGolden(name: string, actual: string): Promise<void> {
  const file = join(import.meta.dirname, '..', 'golden', 'cli', name);
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, actual);
  assert.equal(actual, await readFile(file, 'utf8'));
}

/** Lines of a text that are wider than a terminal of so many columns; a flag is two columns wide, an escape none. */
export const widerThan = (columns: number, text: string): readonly string[] =>
  stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => [...line].length > columns);
