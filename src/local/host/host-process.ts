import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import type { BlobCreated } from './blob-trigger.ts';
import type { InvocationRequest, TypedData } from './core-api.ts';
import type { RegisteredFunction } from './functions-core.ts';
import type { FromHost, ToHost } from './host-messages.ts';
import { invokeFunction } from './invoke-function.ts';
import { type LoadedApp, loadApp } from './load-app.ts';
import { runBlobEvents } from './run-blob-events.ts';
import { runTimers, type Timers } from './run-timers.ts';
import { serveHttp } from './serve-http.ts';

/**
 * The process that hosts the function app: it loads the bundle that Azure would run, drives its timers, serves its HTTP routes and
 * plays its blob trigger. It ends with its parent.
 */

/** How long runs under way may go on after a stop, ms. Reading history takes minutes; as in Azure, a run that is cut off is made good by the next. */
const graceMs = 2000;
const runsUnderWay = new Set<Promise<unknown>>();
let takeBlob: (blob: BlobCreated) => void = () => {};
let timers: Timers = { release() {}, stop() {} };

function tell(message: FromHost): void {
  if (process.connected) process.send?.(message);
}

async function start({ bundle, intervals, held, port }: Extract<ToHost, { kind: 'start' }>): Promise<void> {
  const app = await loadApp(bundle);
  takeBlob = runBlobEvents(app.functions, (...job) => succeeded(app, ...job), 8 * availableParallelism());
  const server = serveHttp(app.functions, (...job) => run(app, ...job));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  tell({ kind: 'ready', address: `http://127.0.0.1:${bound}`, functions: app.functions.map(summary) });
  timers = runTimers(app.functions, { intervals, held }, async (...job) => void (await succeeded(app, ...job)));
}

function summary({ metadata }: RegisteredFunction) {
  return { name: metadata.name, bindings: JSON.parse(JSON.stringify(metadata.bindings)) };
}

async function run(app: LoadedApp, registered: RegisteredFunction, request: InvocationRequest): Promise<TypedData | null> {
  const functionName = registered.metadata.name;
  const running = invokeFunction(app.model, registered, request, (level, _category, message) =>
    tell({ kind: 'log', functionName, level, message }),
  );
  const settled = running.then(
    () => tell({ kind: 'ran', functionName, error: null }),
    (error: unknown) => tell({ kind: 'ran', functionName, error: error instanceof Error ? error.message : String(error) }),
  );
  runsUnderWay.add(settled);
  await settled.finally(() => runsUnderWay.delete(settled));
  return running;
}

function succeeded(app: LoadedApp, registered: RegisteredFunction, request: InvocationRequest): Promise<boolean> {
  return run(app, registered, request).then(
    () => true,
    () => false,
  );
}

async function stop(): Promise<void> {
  takeBlob = () => {};
  timers.stop();
  const gaveUp = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
  await Promise.race([Promise.allSettled(runsUnderWay), gaveUp]);
  process.exit(0);
}

process.on('message', (message: ToHost) => {
  if (message.kind === 'start') {
    void start(message).catch((error: unknown) => {
      tell({ kind: 'not-started', message: error instanceof Error ? error.message : String(error) });
    });
  } else if (message.kind === 'blob') takeBlob(message.blob);
  else if (message.kind === 'release') timers.release(message.functionName);
  else void stop();
});
// The parent decides when to end, also after Ctrl-C in the terminal they share; without a parent there is nothing to do.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
