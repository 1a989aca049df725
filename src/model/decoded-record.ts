import type { FlowLogVersion } from './flow.ts';
import type { Rejection } from './rejection.ts';

/** Bits of `TupleColumns.flags`. */
export const flag = {
  inbound: 1,
  denied: 2,
  /** Two bits: 0 none, 1 begin, 2 continuing, 3 end. */
  stateShift: 2,
  stateMask: 0b1100,
  /** The source is an index into `addressTexts`, not an IPv4 number. */
  sourceIsText: 16,
  destinationIsText: 32,
  /** At least one counter is present; absent ones are NaN. */
  counters: 64,
} as const;

/** The tuples of one record, column by column; the arrays are reused for the next record and longer than `count`. */
export interface TupleColumns {
  count: number;
  /** Byte offset of the tuple's text in the buffer. */
  offset: Uint32Array;
  length: Uint16Array;
  /** Seconds since the epoch, and the milliseconds beyond (0 where the log has seconds). */
  timeS: Uint32Array;
  timeMs: Uint16Array;
  /** IPv4 as a number, or an index into `addressTexts` (see `flag`). */
  source: Uint32Array;
  destination: Uint32Array;
  sourcePort: Uint16Array;
  destinationPort: Uint16Array;
  /** IANA protocol number. */
  protocol: Uint8Array;
  flags: Uint8Array;
  /** Index into `texts`; 0 (the empty text) where the version has no encryption field. */
  encryption: Uint32Array;
  packetsSent: Float64Array;
  bytesSent: Float64Array;
  packetsReceived: Float64Array;
  bytesReceived: Float64Array;
}

/** Tuples `from` to `to` (exclusive) of a record that share a rule; texts are indexes into `texts`, 0 where absent. */
export interface TupleGroup {
  from: number;
  to: number;
  rule: number;
  acl: number;
  mac: number;
}

/** One sound record: valid until the next is decoded. Texts are indexes into the decoder's `texts`, 0 where absent. */
export interface DecodedRecord {
  /** Byte offset in the blob. */
  offset: number;
  length: number;
  version: FlowLogVersion;
  /** `time` of the record, ms since the epoch. */
  timeMs: number;
  mac: number;
  /** targetResourceID, else flowLogResourceID, else resourceId. */
  resource: number;
  /** resourceId of an NSG record: the access list its rules stand in; 0 for v4, whose groups name theirs. */
  nsg: number;
  readonly groups: TupleGroup[];
  readonly tuples: TupleColumns;
  /** Tuples of it that could not be decoded. */
  readonly rejections: readonly Rejection[];
}

/** Texts met so far, each once; index 0 is ''. */
export interface DecodedTexts {
  readonly texts: readonly string[];
  /** IPv6 addresses (and nothing else) as the log wrote them, each once. */
  readonly addressTexts: readonly string[];
}

/** Takes what the decoder yields, in the order of the blob. */
export interface DecodeSink {
  record(record: DecodedRecord): void;
  /** A record, or the bytes between two, that could not be decoded. */
  rejected(rejection: Rejection): void;
}
