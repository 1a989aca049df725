import type { Decision, Direction } from './flow.ts';

/** Seconds in a slot: facts tell time in slots of five minutes, counted from the epoch (UTC). */
export const slotSeconds = 300;
export const slotMs = slotSeconds * 1000;

/** What addresses alone tell about a flow's two ends. */
export type Scope = 'Public' | 'AzurePlatform' | 'Private' | 'Unknown';

/** The NIC that logged and its address. */
export interface Target {
  /** 12 upper-case hex digits, or '' where no record, group or path names one. */
  readonly mac: string;
  readonly address: string;
  /** targetResourceID, else flowLogResourceID, else resourceId of the record in which it was first seen. */
  readonly resource: string;
}

/** The rule that decided, with the access list it stands in. */
export interface Rule {
  readonly name: string;
  /** v4: the aclID; NSG logs: the NSG's resource id; '' where the record names none. */
  readonly acl: string;
}

/** Distinct sources: an IPv4 address, or an IPv6 /64 such as `2001:db8:1:2::/64`. Both arrays have the same length. */
export interface Sources {
  readonly address: readonly string[];
  /** ISO 3166-1 alpha-2, or '' where unknown. */
  readonly country: readonly string[];
}

/** Whole numbers, in as few bytes each as the largest of them asks for. */
export type WholeNumbers = Uint32Array | Uint16Array | Uint8Array;

/** Denied inbound flows from public addresses: one row a (slot, source, target, port, protocol, rule). Columns of equal length. */
export interface DeniedColumns {
  /** Slots since the epoch. */
  readonly slot: Uint32Array;
  /** Index into `sources`. */
  readonly source: Uint32Array;
  /** Index into `targets`. */
  readonly target: WholeNumbers;
  readonly port: Uint16Array;
  /** IANA protocol number. */
  readonly protocol: Uint8Array;
  /** Index into `rules`. */
  readonly rule: WholeNumbers;
  readonly flows: Uint32Array;
}

/** Allowed inbound flows from public addresses on watched ports: the same key as denied ones. */
export interface AllowedColumns extends DeniedColumns {
  readonly packetsSent: Float64Array;
  readonly bytesSent: Float64Array;
  readonly packetsReceived: Float64Array;
  readonly bytesReceived: Float64Array;
  /** C or E tuples with packets sent > 0. */
  readonly measured: Uint32Array;
  /** Tuples with packets received > 0. */
  readonly answered: Uint32Array;
}

/** Sums over all flows, public or not. */
export interface Total {
  readonly decision: Decision;
  readonly direction: Direction;
  readonly scope: Scope;
  /** `portKey` of a watched port, or -1 for all others. */
  readonly port: number;
  /** Country of the remote end, '' where unknown or not public. */
  readonly country: string;
  /** Index into `rules`. */
  readonly rule: number;
  readonly flows: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** How late records were committed, for health only: outside fingerprints and equality. */
export interface Lag {
  readonly commitSlot: number;
  /** Upper bound in minutes: 1, 2, 5, 15 or 60; 61 for more. */
  readonly atMostMinutes: number;
  readonly records: number;
}

/** What was counted. Facts add up; the way a blob was chunked never changes them (`lag` excepted). */
export interface Facts {
  readonly sources: Sources;
  readonly targets: readonly Target[];
  readonly rules: readonly Rule[];
  readonly denied: DeniedColumns;
  readonly allowed: AllowedColumns;
  readonly totals: readonly Total[];
  readonly records: number;
  readonly tuples: number;
  readonly rejected: number;
  readonly lag: readonly Lag[];
}

/** One number for a (port, protocol): protocol × 65536 + port. */
export type PortKey = number;
