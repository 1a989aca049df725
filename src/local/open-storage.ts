import { type StorageClients, storageClients } from '../adapters/storage-clients.ts';
import { processEnvironment } from '../config/process-environment.ts';
import { readHostSettings } from '../config/read-app-settings.ts';
import { startAzurite } from './azurite/start-azurite.ts';
import { createRunDirectory } from './run-directory.ts';

export interface OpenStorage {
  /** What the app is to use; null where its own settings say. */
  readonly connectionString: string | null;
  readonly clients: StorageClients;
  stop(): Promise<void>;
}

/**
 * The storage of a run: Azurite with its data below `folder`, or with `storage` a real account (`env`: the one of the app settings).
 *
 * @throws Failure `settings-invalid` for a connection string that is none; Error where Azurite does not start.
 */
export async function openStorage(
  storage: string | null,
  folder: string,
  onLost: (reason: string) => void,
): Promise<OpenStorage> {
  if (storage !== null) return realStorage(storage);
  const runFolder = await createRunDirectory(folder, process.pid, isAlive);
  const { connectionString, stop } = await startAzurite(runFolder, (reason) => onLost(`Azurite ended: ${reason}`));
  const clients = storageClients({ kind: 'connection-string', value: connectionString }, 'AzureWebJobsStorage');
  return { connectionString, clients, stop };
}

function realStorage(storage: string): OpenStorage {
  const connectionString = storage === 'env' ? null : storage;
  const settings = connectionString === null ? processEnvironment() : { AzureWebJobsStorage: connectionString };
  const clients = storageClients(readHostSettings(settings).hostStorage, 'AzureWebJobsStorage');
  return { connectionString, clients, stop: async () => {} };
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
