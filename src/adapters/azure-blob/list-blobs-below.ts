import type { BlobServiceClient } from '@azure/storage-blob';
import { Failure } from '../../model/failure.ts';
import type { BlobRef } from '../../model/stream.ts';
import { azureFailure, storageStatus } from '../azure-failure.ts';
import { accountOf } from './account-of.ts';

/**
 * Lists the blobs of a container whose paths begin with a prefix, as the service gives them: page by page, in the order of their paths.
 *
 * @throws Failure `storage-refused` where there is no such container, and what storage throws
 */
export async function listBlobsBelow(service: BlobServiceClient, container: string, prefix: string): Promise<readonly BlobRef[]> {
  const account = accountOf(service);
  const refs: BlobRef[] = [];
  try {
    for await (const { name } of service.getContainerClient(container).listBlobsFlat({ prefix })) {
      refs.push({ account, container, path: name });
    }
  } catch (error) {
    if (storageStatus(error) !== 404) throw azureFailure(error, `list the blobs of ${container}`);
    throw new Failure('storage-refused', `There is no container ${container} in ${account}`, { cause: error });
  }
  return refs;
}
