import type { Rejection } from './rejection.ts';

/** How far a stream was read and counted. */
export interface Cursor {
  readonly streamId: string;
  readonly account: string;
  readonly container: string;
  readonly path: string;
  readonly hour: string;
  /** Rises with every commit. */
  readonly revision: number;
  /** Rises whenever the blob was written anew. */
  readonly generation: number;
  /** The oldest generation whose facts count. */
  readonly countsFrom: number;
  /** The byte after the last whole record that was counted. */
  readonly offset: number;
  /** The last 64 bytes before `offset`, by which a rewrite is noticed. */
  readonly tail: Uint8Array;
  /** `time` of the last record counted, ms since the epoch; 0 before the first. */
  readonly lastRecordMs: number;
  /** The version of the blob whose end was reached; '' while more remains. */
  readonly etag: string;
  /** Bytes after `offset` that begin a record that is not closed yet; settled as `incomplete` two hours after the hour. */
  readonly unfinishedBytes: number;
  /** Facts counted and not yet moved to a segment, packed. */
  readonly open: Uint8Array;
}

/** Facts of a stream that outgrew its cursor row. */
export interface Segment {
  readonly streamId: string;
  readonly hour: string;
  readonly generation: number;
  /** The cursor's offset when it was written. */
  readonly offset: number;
  readonly facts: Uint8Array;
}

/** The rejections of one record, or of the bytes between two. */
export interface RejectedRow {
  readonly streamId: string;
  readonly hour: string;
  readonly generation: number;
  /** Where in the blob the record, or the run of bytes, begins. */
  readonly offset: number;
  readonly length: number;
  /** At most the first 32 KiB of those bytes. */
  readonly bytes: Uint8Array;
  readonly rejections: readonly Rejection[];
}
