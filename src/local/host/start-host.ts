import { childEnded, startChild } from '../start-child.ts';
import type { BlobCreated } from './blob-trigger.ts';
import type { FromHost, FunctionSummary, ToHost } from './host-messages.ts';
import type { Intervals } from './run-timers.ts';

export interface HostOptions {
  /** The built app, `dist/main.js`. */
  readonly bundle: string;
  /** The app settings, and all other environment variables of the process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly intervals: Intervals;
  /** Functions whose timers wait until they are released; none where it is left out. */
  readonly held?: readonly string[];
  /** 0 takes a free one. */
  readonly port: number;
  /** Every line that a function logs, and the end of every run. */
  readonly onMessage: (message: Extract<FromHost, { kind: 'log' | 'ran' }>) => void;
  /** The process ended without being asked to. */
  readonly onLost: (reason: string) => void;
}

export interface Host {
  /** Base of its HTTP routes, without a slash at the end. */
  readonly address: string;
  readonly functions: readonly FunctionSummary[];
  /** Tells it that a blob was written, as Event Grid does. */
  announce(blob: BlobCreated): void;
  /** Lets the timer of a held function begin. */
  release(functionName: string): void;
  /** Lets runs under way end and closes the process. */
  stop(): Promise<void>;
}

/** As the Functions host passes them on. Source: https://learn.microsoft.com/azure/azure-functions/functions-reference-node#languageworkers__node__arguments */
const workerArguments = (environment: HostOptions['environment']): readonly string[] =>
  (environment['languageWorkers__node__arguments'] ?? '').split(/\s+/).filter((argument) => argument !== '');

/** Starts the function host in a process of its own. @throws Error with what the app said, where it does not load. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { child, lastErrors } = startChild(
    new URL('./host-process.ts', import.meta.url),
    [],
    options.environment,
    workerArguments(options.environment),
  );
  const tell = (message: ToHost) => void (child.connected && child.send(message));
  let stopping = false;
  child.stdout?.resume();
  const { bundle, intervals, held = [], port } = options;
  tell({ kind: 'start', bundle, intervals, held, port });
  const ready = await new Promise<Extract<FromHost, { kind: 'ready' }>>((resolve, reject) => {
    child.on('message', (message: FromHost) => {
      if (message.kind === 'ready') resolve(message);
      else if (message.kind === 'not-started') reject(new Error(message.message));
      else options.onMessage(message);
    });
    child.once('exit', (code) => {
      const reason = lastErrors() || `it ended with exit code ${code}`;
      reject(new Error(reason));
      if (!stopping) options.onLost(reason);
    });
  }).catch((error: unknown) => {
    stopping = true;
    child.kill('SIGKILL');
    throw error;
  });
  return {
    address: ready.address,
    functions: ready.functions,
    announce: (blob) => tell({ kind: 'blob', blob }),
    release: (functionName) => tell({ kind: 'release', functionName }),
    async stop() {
      stopping = true;
      tell({ kind: 'stop' });
      await childEnded(child, 10_000);
    },
  };
}
