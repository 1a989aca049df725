import type { BlobRef } from '../model/stream.ts';

/** The answer to one ranged read. */
export type RangeRead =
  | {
      readonly kind: 'bytes';
      /** From the asked offset; fewer than asked where the blob ends. */
      readonly bytes: Uint8Array;
      /** Length of the whole blob in the version that was read, from Content-Range. */
      readonly blobLength: number;
      readonly etag: string;
    }
  /** The offset is at or past the blob's end (HTTP 416; also an emulator's empty answer). */
  | { readonly kind: 'past-end' }
  /** 404: deleted, as by retention. */
  | { readonly kind: 'gone' }
  /** 409 BlobArchived. */
  | { readonly kind: 'archived' };

/** A blob as a listing shows it. */
export interface ListedBlob {
  readonly path: string;
  readonly etag: string;
  readonly length: number;
}

/** The flow-log accounts, read only. */
export interface FlowLogBlobs {
  /** One ranged read, one storage transaction. `@throws` Failure `storage-unavailable` or `storage-refused`. */
  readRange(ref: BlobRef, offset: number, count: number): Promise<RangeRead>;
  /** The prefixes before `y=` in a container, each ending in `/`: one a flow log or NSG. Empty where the container does not exist. */
  listFlowLogs(account: string, container: string): Promise<readonly string[]>;
  /** The blobs of one flow log and hour (`2026112123`). */
  listHour(account: string, container: string, flowLogPrefix: string, hour: string): Promise<readonly ListedBlob[]>;
}
