import type { BlobServiceClient } from '@azure/storage-blob';
import { blobOptions } from '../write/growing-blob.ts';
import type { LogHistory, WholeBlob } from '../write/log-source.ts';

export interface WriteHistoryOptions {
  readonly service: BlobServiceClient;
  /** Called once the blobs of an hour are all there. */
  readonly onWritten: (hour: string, blobs: readonly WholeBlob[]) => void;
  readonly signal: AbortSignal;
}

/** Writes history hour by hour, newest first, each blob whole, until all is written or the signal tells to stop. @throws what storage throws. */
export async function writeHistory(history: LogHistory, { service, onWritten, signal }: WriteHistoryOptions): Promise<void> {
  for (const hour of history.hours) {
    if (signal.aborted) return;
    const blobs = history.blobsOf(hour);
    await Promise.all(blobs.map((blob) => writeBlob(service, blob)));
    onWritten(hour, blobs);
  }
}

async function writeBlob(service: BlobServiceClient, { container, path, bytes }: WholeBlob): Promise<void> {
  await service.getContainerClient(container).getBlockBlobClient(path).upload(bytes, bytes.length, blobOptions);
}
