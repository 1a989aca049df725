import type { StorageConnection } from '../model/storage-connection.ts';
import { suggestion } from './nearest-name.ts';
import { readUrl, type SettingReader } from './setting-reader.ts';

/** Which services of the account are used: the host's needs blobs and tables, a flow-log account blobs. */
type Services = 'blobs' | 'blobs-and-tables';

/** What may follow `NAME__`; the Functions host reads the queue address itself. */
const identityParts = ['blobServiceUri', 'queueServiceUri', 'tableServiceUri', 'credential', 'clientId', 'accountName'] as const;

/**
 * A storage connection named `name`: its value is a connection string, or `name__blobServiceUri`, `name__tableServiceUri`,
 * `name__credential` and `name__clientId` name an account that an identity may use (`name__accountName` stands for the addresses of an account
 * in the public cloud). Null where it is absent or wrong (a problem).
 * Source: https://learn.microsoft.com/azure/azure-functions/functions-reference#common-properties-for-identity-based-connections
 */
export function readStorageConnection(reader: SettingReader, name: string, services: Services): StorageConnection | null {
  const parts = Object.keys(reader.env).filter((key) => key.startsWith(`${name}__`));
  reportUnknownParts(reader, name, parts);
  const hadProblems = reader.problems.length;
  const value = reader.text(name);
  if (value !== null) return readConnectionString(reader, name, value);
  if (parts.length > 0) return readIdentity(reader, name, services);
  if (reader.problems.length === hadProblems) {
    reader.problem(name, `is not set, expected a connection string, or ${name}__blobServiceUri for access by identity`);
  }
  return null;
}

function reportUnknownParts(reader: SettingReader, name: string, parts: readonly string[]): void {
  const valid = identityParts.map((part) => `${name}__${part}`);
  for (const part of parts) if (!valid.includes(part)) reader.problem(part, `unknown setting, ${suggestion(part, valid)}`);
}

function readConnectionString(reader: SettingReader, name: string, value: string): StorageConnection | null {
  const missing = missingInConnectionString(value);
  if (missing === null) return { kind: 'connection-string', value };
  reader.problem(
    name,
    `is no storage connection string (${missing}), expected DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…`,
  );
  return null;
}

/** What keeps a text from being a storage connection string, without repeating any of it; null where it is one. */
function missingInConnectionString(value: string): string | null {
  const parts = new Map<string, string>();
  for (const part of value.split(';').map((text) => text.trim())) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals < 1) return 'a part of it is not of the form Name=Value';
    parts.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim());
  }
  if (parts.get('usedevelopmentstorage')?.toLowerCase() === 'true') return null;
  if (parts.has('sharedaccesssignature')) return parts.has('blobendpoint') ? null : 'BlobEndpoint is missing';
  if (!parts.has('accountname')) return 'AccountName is missing';
  const key = parts.get('accountkey');
  if (key === undefined) return 'AccountKey is missing';
  return isBase64(key) ? null : 'AccountKey is not base64';
}

const isBase64 = (text: string): boolean => text !== '' && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

function readIdentity(reader: SettingReader, name: string, services: Services): StorageConnection | null {
  const blobServiceUri = readServiceUri(reader, name, 'blob', true);
  const tableServiceUri = readServiceUri(reader, name, 'table', services === 'blobs-and-tables');
  const credential = reader.text(`${name}__credential`);
  if (credential !== null && credential.toLowerCase() !== 'managedidentity') {
    reader.problem(`${name}__credential`, 'is no kind of credential, expected managedidentity');
  }
  if (blobServiceUri === null) return null;
  return { kind: 'identity', blobServiceUri, tableServiceUri, clientId: reader.text(`${name}__clientId`) };
}

function readServiceUri(reader: SettingReader, name: string, service: 'blob' | 'table', isNeeded: boolean): string | null {
  const setting = `${name}__${service}ServiceUri`;
  if ((reader.env[setting] ?? '').trim() !== '') return readUrl(reader, setting);
  const account = reader.text(`${name}__accountName`);
  if (account !== null) return `https://${account}.${service}.core.windows.net`;
  if (isNeeded) reader.problem(setting, `is not set, expected https://ACCOUNT.${service}.core.windows.net`);
  return null;
}
