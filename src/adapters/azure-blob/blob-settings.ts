import type { BlobClient } from '@azure/storage-blob';
import { Failure } from '../../model/failure.ts';
import type { SettingsSource, SettingsText } from '../../ports/settings-source.ts';
import { azureFailure, storageStatus } from '../azure-failure.ts';
import { callTimeoutMs } from '../time-limits.ts';

/** A settings file has some hundred lines; what is longer is something else. */
const mostBytes = 1024 * 1024;

/**
 * The detection settings in a blob, read again when its ETag is another: one request a read, without a body while nothing changed.
 *
 * @param address what messages call it
 */
export function blobSettings(blob: BlobClient, address: string): SettingsSource {
  return { name: address, read: (known) => readBlob(blob, address, known) };
}

async function readBlob(blob: BlobClient, address: string, known: string | null): Promise<SettingsText | 'unchanged'> {
  try {
    const answer = await blob.download(0, undefined, {
      conditions: known === null ? {} : { ifNoneMatch: known },
      maxRetryRequests: 0,
      abortSignal: AbortSignal.timeout(callTimeoutMs),
    });
    return { text: await textOf(answer.readableStreamBody, address), version: answer.etag ?? '' };
  } catch (error) {
    if (storageStatus(error) === 304) return 'unchanged';
    if (storageStatus(error) === 404) throw new Failure('unreadable-path', `Cannot read ${address}: there is no such blob`);
    throw azureFailure(error, `read the settings in ${address}`);
  }
}

async function textOf(body: NodeJS.ReadableStream | undefined, address: string): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    const read = Buffer.from(part);
    bytes += read.length;
    if (bytes > mostBytes) throw new Failure('settings-invalid', `${address}: is longer than 1 MiB, expected a settings file`);
    parts.push(read);
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}
