import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a command took. */
export interface Usage {
  /** The most that was resident, as the system kept it. */
  readonly peakBytes: number;
  /** Computing on all cores. */
  readonly cpuMs: number;
  readonly ms: number;
}

export interface CommandRun extends Usage {
  readonly stdout: string;
}

const main = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'main.ts');
const tellUsage = join(import.meta.dirname, 'tell-usage.ts');

/** Runs the command line in a process of its own; `folder` is its working directory. @throws where it does not end with 0 */
export async function runCommand(args: readonly string[], folder: string): Promise<CommandRun> {
  const usageFile = join(folder, 'usage.json');
  const child = spawn(process.execPath, ['--import', tellUsage, main, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], NO_COLOR: '1', USAGE_FILE: usageFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`knockwatch ${args.join(' ')} ended with ${child.exitCode}: ${stderr}`);
  const usage: Usage = JSON.parse(await readFile(usageFile, 'utf8'));
  return { ...usage, stdout };
}
