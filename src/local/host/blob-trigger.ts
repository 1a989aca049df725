import type { InvocationRequest } from './core-api.ts';
import type { RegisteredFunction } from './functions-core.ts';
import { matchBlobPath } from './match-blob-path.ts';
import { triggerOf } from './trigger-of.ts';

/** That a blob was written, as Event Grid tells it: where, and nothing of its content. */
export interface BlobCreated {
  /** Of the account it lies in, as triggers name it. */
  readonly connection: string;
  readonly container: string;
  readonly path: string;
}

/**
 * What a function gets for a blob event: with deferred binding the host passes the blob's name as model binding data of source
 * `AzureStorageBlobs`, never its content.
 *
 * @returns null where the function has no blob trigger, or one for another account or path.
 */
export function blobRequest(registered: RegisteredFunction, blob: BlobCreated): InvocationRequest | null {
  const trigger = triggerOf(registered, 'blobTrigger');
  if (trigger?.binding.path === undefined || trigger.binding.connection !== blob.connection) return null;
  const parameters = matchBlobPath(trigger.binding.path, blob.container, blob.path);
  if (parameters === null) return null;
  const content = { Connection: trigger.binding.connection, ContainerName: blob.container, BlobName: blob.path };
  return {
    inputData: [{ name: trigger.name, data: { modelBindingData: modelBindingData(content) } }],
    triggerMetadata: {
      BlobTrigger: { string: `${blob.container}/${blob.path}` },
      ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, { string: value }])),
    },
  };
}

function modelBindingData(content: object) {
  return {
    version: '1.0',
    source: 'AzureStorageBlobs',
    contentType: 'application/json',
    content: Buffer.from(JSON.stringify(content)),
  };
}
