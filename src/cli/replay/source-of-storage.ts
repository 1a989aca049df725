import { accountOf } from '../../adapters/azure-blob/account-of.ts';
import { azureFlowLogBlobs } from '../../adapters/azure-blob/azure-flow-log-blobs.ts';
import { listBlobsBelow } from '../../adapters/azure-blob/list-blobs-below.ts';
import { storageClients } from '../../adapters/storage-clients.ts';
import type { Environment } from '../../config/process-environment.ts';
import { readFlowLogSettings } from '../../config/read-app-settings.ts';
import { Failure } from '../../model/failure.ts';
import type { BlobRef } from '../../model/stream.ts';
import { flowLogContainers, streamOfBlob } from '../../read/stream-of-blob.ts';
import type { Progress } from '../progress.ts';
import type { LogSource } from './log-source.ts';

/**
 * The logs that the flow-log accounts of the app settings (`FLOW_LOGS`) hold below a prefix. Blobs are read when their hour comes; of the
 * listing only names are kept.
 *
 * @param below a container, or a container and the beginning of paths in it: `insights-logs-flowlogflowevent/flowLogResourceID=/…`
 * @throws Failure `settings-invalid`, and what storage throws
 */
export async function openStoredLogs(env: Environment, below: readonly string[], progress: Progress): Promise<LogSource> {
  const places = below.map(placeIn);
  const services = readFlowLogSettings(env).flowLogs.map(({ name, connection }) => storageClients(connection, name).blobService);
  progress.stage('Listing blobs', services.length);
  const refs = new Map<string, BlobRef>();
  for (const service of services) {
    for (const { container, prefix } of places) {
      const found = (await listBlobsBelow(service, container, prefix)).filter((ref) => streamOfBlob(ref) !== null);
      for (const ref of found) refs.set(`${ref.account}/${container}/${ref.path}`, ref);
    }
    progress.step();
  }
  return {
    refs: [...refs.values()],
    blobs: azureFlowLogBlobs(new Map(services.map((service) => [accountOf(service), service]))),
    placeOf: ({ container: of, path }) => ({ path: `${of}/${path}`, offset: 0 }),
    rejections: [],
  };
}

function placeIn(below: string): { readonly container: string; readonly prefix: string } {
  const [container = '', ...path] = below.replace(/^\/+/, '').split('/');
  const known = Object.values(flowLogContainers);
  if (known.includes(container)) return { container, prefix: path.join('/') };
  throw new Failure(
    'settings-invalid',
    `--storage ${below}: "${container}" holds no flow logs, expected ${known.join(' or ')}, and what paths in it begin with`,
  );
}
