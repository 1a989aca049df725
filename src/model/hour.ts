import type { Lag } from './facts.ts';
import type { FlowLogKind } from './stream.ts';

/** Flows by decision and direction. */
export interface FlowSums {
  readonly deniedInbound: number;
  readonly deniedOutbound: number;
  readonly allowedInbound: number;
  readonly allowedOutbound: number;
}

/** What one stream of an hour told, and whether it counts. */
export interface LogSummary {
  readonly kind: FlowLogKind;
  /** `Stream.flowLog`. */
  readonly flowLog: string;
  readonly mac: string;
  readonly records: number;
  readonly tuples: number;
  readonly rejected: number;
  readonly lag: readonly Lag[];
  /** All it told, counting or not. */
  readonly flows: FlowSums;
  readonly countsDenied: boolean;
  readonly countsAllowed: boolean;
  /** Flows left out because another log of the NIC counts. */
  readonly alsoLoggedElsewhere: number;
  /** `mac address` of each target it tells of. */
  readonly targets: readonly string[];
}

/** The row that makes an hour's rows valid; written last. */
export interface HourSummary {
  /** `2026112123` (UTC). */
  readonly hour: string;
  /** Random id of the writer, in the keys of its rows. */
  readonly version: string;
  /** How many facts rows it wrote. */
  readonly rows: number;
  /** Hash of the hour's streams' ids and revisions when it was made. */
  readonly fingerprint: string;
  readonly logs: readonly LogSummary[];
}

/** A row of `Counts`: plain columns for people, never read back. */
export interface CountRow {
  readonly hour: string;
  readonly decision: 'denied' | 'allowed';
  /** A port number, or `other`. */
  readonly port: string;
  readonly protocol: number;
  readonly service: string;
  readonly country: string;
  readonly flows: number;
  readonly sourcesInHour: number;
  readonly targetsInHour: number;
}
