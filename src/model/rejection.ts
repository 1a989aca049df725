/** What a rejection covers: one tuple of a sound record, or a record (or run of bytes) whole. */
export type RejectedUnit = 'tuple' | 'record';

/** Stable names for why bytes could not be decoded. */
export type RejectionReason =
  | 'malformed-tuple'
  | 'malformed-record'
  | 'not-a-record'
  | 'record-too-long'
  | 'incomplete'
  | 'not-a-flow-log'
  | 'unknown-version'
  | 'windows-sdn-audit'
  | 'mixed-formats';

/** Bytes that could not be decoded: a counted value, never an exception. */
export interface Rejection {
  readonly unit: RejectedUnit;
  readonly reason: RejectionReason;
  /** A sentence for people: what was expected, what was found. */
  readonly detail: string;
  /** Byte offset in the blob or file. */
  readonly offset: number;
  readonly length: number;
}
