import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { childEnded, startChild } from '../start-child.ts';

/** The account that every Azurite has, with its published key: https://learn.microsoft.com/azure/storage/common/storage-use-azurite */
const accountName = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const services = ['Blob', 'Queue', 'Table'] as const;

export interface Azurite {
  /** Reaches blobs, queues and tables of its one account. */
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** Starts Azurite as a child process on free ports of 127.0.0.1, its data in `folder`. @throws Error with what it said, where it does not start. */
export async function startAzurite(folder: string, onLost: (reason: string) => void): Promise<Azurite> {
  const { child, lastErrors } = startChild(new URL('./azurite-process.ts', import.meta.url), azuriteArguments(folder));
  let stopping = false;
  child.once('exit', (code) => stopping || onLost(lastErrors() || `it ended with exit code ${code}`));
  const addresses = await listeningAddresses(child);
  if (addresses.size < services.length) throw new Error(`Azurite did not start: ${lastErrors()}`);
  child.stdout?.resume();
  return {
    connectionString: connectionString(addresses),
    async stop() {
      stopping = true;
      if (child.connected) child.send('shutdown');
      await childEnded(child, 3000);
    },
  };
}

function azuriteArguments(folder: string): readonly string[] {
  const freePorts = services.flatMap((service) => [`--${service.toLowerCase()}Port`, '0']);
  return [...freePorts, '--location', folder, '--skipApiVersionCheck', '--disableTelemetry', '--silent'];
}

/** By service, from the lines with which Azurite reports that it listens; fewer where it ended before. */
async function listeningAddresses(child: ChildProcess): Promise<ReadonlyMap<string, string>> {
  const addresses = new Map<string, string>();
  if (child.stdout === null) return addresses;
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const [, service, address] = /^Azurite (\w+) service is successfully listening at (\S+)$/.exec(line) ?? [];
    if (service !== undefined && address !== undefined) addresses.set(service, address);
    if (addresses.size === services.length) break;
  }
  return addresses;
}

function connectionString(addresses: ReadonlyMap<string, string>): string {
  const endpoints = services.map((service) => `${service}Endpoint=${addresses.get(service)}/${accountName}`);
  return ['DefaultEndpointsProtocol=http', `AccountName=${accountName}`, `AccountKey=${accountKey}`, ...endpoints].join(';');
}
