import { type ModelBindingData, ResourceFactoryResolver } from '@azure/functions-extensions-base';

/** The blob that a deferred binding names; its content stays where it is. */
export interface TriggerBlob {
  /** Name of the connection. */
  readonly connection: string;
  readonly containerName: string;
  readonly blobName: string;
}

/** The source under which the host passes blobs with deferred binding. */
const blobSource = 'AzureStorageBlobs';

/** Makes blob triggers with `sdkBinding` give a `TriggerBlob`; once a process, before the first run. */
export function registerTriggerBlob(): void {
  const resolver = ResourceFactoryResolver.getInstance();
  if (!resolver.hasResourceFactory(blobSource)) resolver.registerResourceFactory(blobSource, triggerBlob);
}

/** Reads `{Connection, ContainerName, BlobName}`. @throws Error where a part is missing. */
function triggerBlob(data: ModelBindingData | ModelBindingData[]): TriggerBlob {
  const content: unknown = JSON.parse(String((Array.isArray(data) ? data[0] : data)?.content));
  const textOf = (name: string): string => {
    const value: unknown = Object(content)[name];
    if (typeof value !== 'string' || value === '') throw new Error(`Cannot read the blob trigger: it has no ${name}`);
    return value;
  };
  return { connection: textOf('Connection'), containerName: textOf('ContainerName'), blobName: textOf('BlobName') };
}
