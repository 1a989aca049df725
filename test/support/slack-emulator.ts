import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A running Slack. */
export interface SlackEmulator {
  /** Base address of its Web API, with `/api/`. */
  readonly apiUrl: string;
  /** Ends the process; safe to call twice. */
  stop(): Promise<void>;
}

/** A bot that may write and read, and one that may only write. */
export const readingToken = 'xoxb-emulated-reading';
export const writingToken = 'xoxb-emulated-writing';
/** The channel that every emulated workspace has. */
export const emulatedChannel = 'C000000001';

const startTimeoutMs = 60_000;
const seed = {
  slack: {
    strict_scopes: true,
    tokens: [
      { token: readingToken, scopes: ['chat:write', 'channels:history'] },
      { token: writingToken, scopes: ['chat:write'] },
    ],
  },
};

/** Prints its address, and ends when its standard input does, so that it never outlives a test process that was killed. */
const script = `
  import { createEmulator } from ${JSON.stringify(import.meta.resolve('emulate'))};
  const { url } = await createEmulator({ service: 'slack', port: 0, seed: ${JSON.stringify(seed)} });
  console.log('port ' + new URL(url).port);
  process.stdin.on('end', () => process.exit()).resume();
`;

/**
 * Starts a stateful Slack on a free port of 127.0.0.1 and waits until it listens. It takes blocks that Slack would refuse, and it
 * has no rate limits. Use: `const slack = await startSlackEmulator(); after(() => slack.stop());`
 */
export async function startSlackEmulator(): Promise<SlackEmulator> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  const port = await portOf(child);
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) if ('unref' in stream) (stream.unref as () => void)();
  return { apiUrl: `http://127.0.0.1:${port}/api/`, stop: () => stopChild(child) };
}

async function portOf(child: ChildProcess): Promise<string> {
  const problems: string[] = [];
  child.stderr?.on('data', (text) => problems.push(String(text)));
  const timeout = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  try {
    if (child.stdout === null) throw new Error('The Slack emulator has no standard output');
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^port (\d+)$/.exec(line)?.[1];
      if (port !== undefined) return port;
    }
    throw new Error(`The Slack emulator ended before it listened: ${problems.join('').slice(0, 500)}`);
  } finally {
    clearTimeout(timeout);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
