import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** A running storage emulator. */
export interface Azurite {
  /** Connection string for blobs, queues and tables of its one account. */
  readonly connectionString: string;
  /** Base addresses with the account, without a slash at the end. */
  readonly endpoints: { readonly blob: string; readonly queue: string; readonly table: string };
  /** Ends the process, and with it its data; safe to call twice. */
  stop(): Promise<void>;
}

/** The account and key that every Azurite has; documented, not a secret. */
const accountName = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const services = ['Blob', 'Queue', 'Table'] as const;
const startTimeoutMs = 60_000;
const stopTimeoutMs = 3_000;

/** Ends the child when its standard input closes: how it is stopped, and why it never outlives a test process that was killed. */
const endWithInput = 'data:text/javascript,process.stdin.on("end",()=>process.exit()).resume()';

/**
 * Starts one Azurite, its data in memory, on free ports of 127.0.0.1, and waits until it listens.
 * Use: `const azurite = await startAzurite(); after(() => azurite.stop());`
 */
export async function startAzurite(): Promise<Azurite> {
  const child = spawn(process.execPath, ['--import', endWithInput, azuriteScript(), ...azuriteArguments], {
    cwd: tmpdir(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stop = stopOnce(child);
  try {
    const addresses = await listeningAddresses(child);
    letParentExit(child);
    return azuriteAt(addresses, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

const azuriteArguments: readonly string[] = [
  ...services.flatMap((service) => {
    const name = service.toLowerCase();
    return [`--${name}Host`, '127.0.0.1', `--${name}Port`, '0'];
  }),
  '--inMemoryPersistence',
  '--skipApiVersionCheck',
  '--silent',
  '--disableTelemetry',
];

function azuriteScript(): string {
  const manifest = createRequire(import.meta.url).resolve('azurite/package.json');
  return join(dirname(manifest), 'dist', 'src', 'azurite.js');
}

/** Port 0 lets the system choose; the address stands in the line with which each service reports that it listens. */
async function listeningAddresses(child: ChildProcess): Promise<ReadonlyMap<string, string>> {
  const addresses = new Map<string, string>();
  const problems: string[] = [];
  child.stderr?.on('data', (text) => problems.push(String(text)));
  const timeout = setTimeout(() => child.kill('SIGKILL'), startTimeoutMs);
  try {
    if (child.stdout === null) throw new Error('Azurite has no standard output');
    for await (const line of createInterface({ input: child.stdout })) {
      const [, service, address] = /^Azurite (\w+) service is successfully listening at (\S+)$/.exec(line) ?? [];
      if (service !== undefined && address !== undefined) addresses.set(service, address);
      if (addresses.size === services.length) return addresses;
    }
    throw new Error(`Azurite ended before it listened: ${problems.join('').slice(0, 500)}`);
  } finally {
    clearTimeout(timeout);
  }
}

function azuriteAt(addresses: ReadonlyMap<string, string>, stop: () => Promise<void>): Azurite {
  const endpoint = (service: (typeof services)[number]) => `${addresses.get(service)}/${accountName}`;
  const endpoints = { blob: endpoint('Blob'), queue: endpoint('Queue'), table: endpoint('Table') };
  const connectionString = [
    'DefaultEndpointsProtocol=http',
    `AccountName=${accountName}`,
    `AccountKey=${accountKey}`,
    `BlobEndpoint=${endpoints.blob}`,
    `QueueEndpoint=${endpoints.queue}`,
    `TableEndpoint=${endpoints.table}`,
  ].join(';');
  return { connectionString, endpoints, stop };
}

/** Lets a test process end by itself although the emulator still runs. */
function letParentExit(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    if (stream !== null && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
  }
  child.stdout?.resume();
  child.stderr?.resume();
}

function stopOnce(child: ChildProcess): () => Promise<void> {
  let stopped: Promise<void> | null = null;
  return () => {
    stopped ??= stopChild(child);
    return stopped;
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const exited = once(child, 'exit');
  child.stdin?.end();
  const timeout = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(timeout);
}
