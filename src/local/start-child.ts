import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * Starts one of our own processes with a channel to it, outside the terminal's process group: Ctrl-C reaches only this process, which
 * then ends them in order. They end by themselves when the channel closes. The last 4,000 characters of standard error are kept.
 *
 * @param environment all of its environment variables; undefined passes on this process's own.
 * @param nodeArguments for Node.js itself
 */
export function startChild(
  module: URL,
  args: readonly string[],
  environment?: Readonly<Record<string, string | undefined>>,
  nodeArguments: readonly string[] = [],
): { readonly child: ChildProcess; readonly lastErrors: () => string } {
  let errors = '';
  const child = fork(module, args, {
    silent: true,
    detached: process.platform !== 'win32',
    execArgv: [...nodeArguments],
    ...(environment && { env: { ...environment } }),
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4000);
  });
  return { child, lastErrors: () => errors.trim() };
}

/** Waits until a child has ended; kills it after `patienceMs`. */
export async function childEnded(child: ChildProcess, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const impatient = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await once(child, 'exit').finally(() => clearTimeout(impatient));
}
