import type { BlobServiceClient } from '@azure/storage-blob';
import { Failure } from '../model/failure.ts';
import type { StorageConnection } from '../model/storage-connection.ts';
import type { SettingsSource } from '../ports/settings-source.ts';
import { blobSettings } from './azure-blob/blob-settings.ts';
import { fileSettings } from './files/file-settings.ts';
import { storageClients } from './storage-clients.ts';

/** A storage account that the app may use anyway. */
export interface KnownAccount {
  /** Its app setting. */
  readonly name: string;
  readonly connection: StorageConnection;
}

/**
 * The settings at a place: the path of a file, or the address of a blob. A blob is read as its account is: by the connection of `accounts` that
 * leads there, else by the identity that the first of them names.
 *
 * @throws Failure `settings-invalid` where the address names no blob, or its account cannot be reached without a key of its own
 */
export function settingsSourceOf(place: string, accounts: readonly KnownAccount[]): SettingsSource {
  if (!isAddress(place)) return fileSettings(place);
  const service = serviceOf(place, accounts);
  const [container = '', ...path] = place.slice(withSlash(service.url).length).split('/').map(decodeURIComponent);
  if (container === '' || path.length === 0)
    throw invalid('names no blob, expected https://ACCOUNT.blob.core.windows.net/CONTAINER/knockwatch.yaml');
  return blobSettings(service.getContainerClient(container).getBlobClient(path.join('/')), place);
}

/** True where settings are in a blob, not in a file. */
export const isAddress = (place: string): boolean => /^https?:\/\//i.test(place);

function serviceOf(address: string, accounts: readonly KnownAccount[]): BlobServiceClient {
  const known = accounts
    .map(({ name, connection }) => storageClients(connection, name).blobService)
    .find(({ url }) => address.startsWith(withSlash(url)));
  if (known !== undefined) return known;
  const connection = accounts.find((account) => account.connection.kind === 'identity')?.connection;
  if (connection?.kind !== 'identity') {
    throw invalid(
      `names an account that none of ${accounts.map(({ name }) => name).join(', ')} connects to, expected a blob of one of these`,
    );
  }
  const blobServiceUri = new URL(address).origin;
  return storageClients({ ...connection, blobServiceUri, tableServiceUri: null }, 'KNOCKWATCH_CONFIG').blobService;
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

const invalid = (problem: string): Failure => new Failure('settings-invalid', `KNOCKWATCH_CONFIG: ${problem}`);
