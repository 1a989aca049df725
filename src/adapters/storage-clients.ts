import { TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import { BlobServiceClient, type StoragePipelineOptions, StorageRetryPolicyType } from '@azure/storage-blob';
import { Failure } from '../model/failure.ts';
import type { StorageConnection } from '../model/storage-connection.ts';
import { appCredential } from './app-credential.ts';
import { firstPauseMs, longestPauseMs, tries } from './time-limits.ts';

/** The clients of one account, made when first asked for. Making them touches no network. */
export interface StorageClients {
  /** `@throws` Failure `settings-invalid` where the setting gives no usable address. */
  readonly blobService: BlobServiceClient;
  /** `@throws` Failure `settings-invalid` where the setting gives no usable address. */
  tableClient(name: string): TableClient;
}

const blobOptions: StoragePipelineOptions = {
  retryOptions: {
    retryPolicyType: StorageRetryPolicyType.EXPONENTIAL,
    maxTries: tries,
    retryDelayInMs: firstPauseMs,
    maxRetryDelayInMs: longestPauseMs,
  },
};

const tableOptions: TableServiceClientOptions = {
  retryOptions: { maxRetries: tries - 1, retryDelayInMs: firstPauseMs, maxRetryDelayInMs: longestPauseMs },
};

/**
 * Makes the clients of one storage account.
 *
 * @param settingName the app setting that the connection comes from (`FLOW_LOGS`): failures name it, never its value
 */
export function storageClients(connection: StorageConnection, settingName: string): StorageClients {
  const source = connection.kind === 'identity' ? byIdentity(connection, settingName) : byString(connection.value, settingName);
  let blobService: BlobServiceClient | null = null;
  return {
    get blobService() {
      blobService ??= source.blobService();
      return blobService;
    },
    tableClient: source.tableClient,
  };
}

interface ClientSource {
  blobService(): BlobServiceClient;
  tableClient(name: string): TableClient;
}

function byString(value: string, settingName: string): ClientSource {
  const options = { ...tableOptions, allowInsecureConnection: reachesPlainHttp(value) };
  const problem = `${settingName} is not a usable connection string`;
  return {
    blobService: () => orInvalid(problem, () => BlobServiceClient.fromConnectionString(value, blobOptions)),
    tableClient: (name) => orInvalid(problem, () => TableClient.fromConnectionString(value, name, options)),
  };
}

/** Only an emulator on this machine is reached without TLS. */
function reachesPlainHttp(connectionString: string): boolean {
  return /(^|;)\s*(DefaultEndpointsProtocol=http\s*(;|$)|TableEndpoint=http:|UseDevelopmentStorage=true)/i.test(connectionString);
}

function byIdentity(connection: Extract<StorageConnection, { kind: 'identity' }>, settingName: string): ClientSource {
  const credential = lazily(() => appCredential(connection.clientId));
  const blobUri = () => secureUri(connection.blobServiceUri, `${settingName}__blobServiceUri`);
  const tableUri = () => secureUri(connection.tableServiceUri, `${settingName}__tableServiceUri`);
  return {
    blobService: () => new BlobServiceClient(blobUri(), credential(), blobOptions),
    tableClient: (name) => new TableClient(tableUri(), name, credential(), tableOptions),
  };
}

/** A token is only ever sent over TLS. */
function secureUri(uri: string | null, settingName: string): string {
  if (uri !== null && URL.canParse(uri) && new URL(uri).protocol === 'https:') return uri;
  throw new Failure('settings-invalid', `${settingName} is ${uri ? 'not an https address' : 'not set'}`);
}

/** The client's own error stays behind: it can hold the value. */
function orInvalid<T>(problem: string, make: () => T): T {
  try {
    return make();
  } catch {
    throw new Failure('settings-invalid', problem);
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
