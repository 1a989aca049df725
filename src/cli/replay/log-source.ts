import type { Rejection } from '../../model/rejection.ts';
import type { BlobRef } from '../../model/stream.ts';
import type { FlowLogBlobs } from '../../ports/flow-log-blobs.ts';

/** A rejection with the file (or blob) it is in; its offset is the file's. */
export interface FileRejection {
  readonly path: string;
  readonly rejection: Rejection;
}

/** Flow logs that do not grow any more: files of this machine, or blobs of an account. */
export interface LogSource {
  /** Each the blob of one interface and clock hour, in any order. */
  readonly refs: readonly BlobRef[];
  readonly blobs: Pick<FlowLogBlobs, 'readRange'>;
  /** Where a blob lies as people know it: a path, and the offset in it of the blob's first byte. */
  readonly placeOf: (ref: BlobRef) => { readonly path: string; readonly offset: number };
  /** Of files in which no record was found. */
  readonly rejections: readonly FileRejection[];
}
