import type { BlobClient, BlobDownloadResponseParsed } from '@azure/storage-blob';
import { Failure } from '../../model/failure.ts';
import type { RangeRead } from '../../ports/flow-log-blobs.ts';
import { azureFailure, storageCode, storageStatus } from '../azure-failure.ts';
import { callTimeoutMs } from '../time-limits.ts';
import { bareEtag } from './bare-etag.ts';

/**
 * Reads `count` bytes from `offset` in one request. The client's retry of a broken body is off: it carries If-Match, which a
 * blob that grows meanwhile answers with 412.
 *
 * @throws Failure `storage-unavailable`, `storage-refused`
 */
export async function readRange(blob: BlobClient, offset: number, count: number): Promise<RangeRead> {
  try {
    const abortSignal = AbortSignal.timeout(callTimeoutMs);
    const answer = await blob.download(offset, count, { maxRetryRequests: 0, abortSignal });
    const bytes = await bodyOf(answer, count);
    if (bytes.length === 0) return { kind: 'past-end' };
    return { kind: 'bytes', bytes, blobLength: blobLengthOf(answer), etag: bareEtag(answer.etag) };
  } catch (error) {
    return endOfReading(error);
  }
}

/** The answers that are no failure. An archived blob that is being brought back is still archived. */
function endOfReading(error: unknown): RangeRead {
  const status = storageStatus(error);
  if (status === 404) return { kind: 'gone' };
  if (status === 416) return { kind: 'past-end' };
  if (status === 409 && ['BlobArchived', 'BlobBeingRehydrated'].includes(storageCode(error))) return { kind: 'archived' };
  throw azureFailure(error, 'read a flow log');
}

async function bodyOf(answer: BlobDownloadResponseParsed, count: number): Promise<Uint8Array> {
  const length = answer.contentLength ?? 0;
  if (length > count || answer.readableStreamBody === undefined) throw unusable('a body of another length than asked');
  const bytes = new Uint8Array(length);
  let filled = 0;
  for await (const part of answer.readableStreamBody) {
    if (!(part instanceof Uint8Array)) throw unusable('text for bytes');
    bytes.set(part, filled);
    filled += part.length;
  }
  return bytes;
}

/** `Content-Range: bytes 90-99/100`. Source: RFC 9110 section 14.4. */
function blobLengthOf(answer: BlobDownloadResponseParsed): number {
  const [, length] = /^bytes \d+-\d+\/(\d+)$/.exec(answer.contentRange ?? '') ?? [];
  if (length === undefined) throw unusable('no Content-Range');
  return Number(length);
}

function unusable(what: string): Failure {
  return new Failure('storage-unavailable', `Cannot read a flow log: storage answered with ${what}`, { retryable: true });
}
