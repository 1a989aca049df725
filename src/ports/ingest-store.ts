import type { Cursor, RejectedRow, Segment } from '../model/cursor.ts';

/** A cursor with the version of its row, for If-Match. */
export interface StoredCursor {
  readonly cursor: Cursor;
  readonly version: string;
}

/** All that one commit changes, in one batch of one partition. */
export interface IngestCommit {
  readonly cursor: Cursor;
  /** Version of the row it replaces; null creates it where absent. */
  readonly replaces: string | null;
  readonly segment: Segment | null;
  readonly rejected: readonly RejectedRow[];
}

/** What `Ingest` holds of one hour. */
export interface IngestHour {
  readonly cursors: readonly StoredCursor[];
  readonly segments: readonly Segment[];
}

/** The table of cursors, open facts, segments and rejections. */
export interface IngestStore {
  /** One storage transaction. `@throws` Failure `newer-format`, `damaged-row`, `storage-unavailable`. */
  readCursor(hour: string, streamId: string): Promise<StoredCursor | null>;
  /** One storage transaction, all or nothing; 'conflict' on 412 or 409: begin again from what is there now. */
  commit(change: IngestCommit): Promise<'committed' | 'conflict'>;
  /** Cursors and segments of an hour, facts included. */
  readHour(hour: string): Promise<IngestHour>;
  /** Cursors of an hour without their facts (`open` is empty), for comparing versions. */
  readCursors(hour: string): Promise<readonly Cursor[]>;
  /** Rejections of an hour. */
  readRejected(hour: string): Promise<readonly RejectedRow[]>;
  /**
   * Takes back a rejection that can be decoded now: in one batch deletes it and commits the cursor (and segment) by If-Match; 'conflict' on
   * 412, 409 or where the rejection is gone.
   */
  replayRejection(rejected: RejectedRow, change: IngestCommit): Promise<'committed' | 'conflict'>;
  /** Deletes an hour's rows in batches of at most 100: segments and rejections first, cursors last; returns how many. */
  deleteHour(hour: string): Promise<number>;
  /** Hours (partitions) that hold any row, at or below `hour`, oldest first; at most `limit`. */
  hoursUpTo(hour: string, limit: number): Promise<readonly string[]>;
}
