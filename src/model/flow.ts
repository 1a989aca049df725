/** The version of a flow-log record: NSG flow logs 1 and 2, virtual network flow logs 4. */
export type FlowLogVersion = 1 | 2 | 4;
export type Direction = 'inbound' | 'outbound';
export type Decision = 'allowed' | 'denied';
/** Where in its life a flow was when the tuple was written; v1 and v4 denials have none. */
export type FlowState = 'begin' | 'continuing' | 'end';

/** One tuple of a flow log with what its record and group say about it, as `knockwatch decode` prints it. */
export interface Flow {
  /** ISO 8601, milliseconds, UTC. */
  readonly time: string;
  readonly version: FlowLogVersion;
  /** 12 upper-case hex digits. */
  readonly mac: string | null;
  readonly resource: string | null;
  /** Only virtual network flow logs name the access list. */
  readonly acl: string | null;
  readonly rule: string;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** IANA protocol number. */
  readonly protocol: number;
  readonly direction: Direction;
  readonly decision: Decision;
  readonly state: FlowState | null;
  readonly encryption: string | null;
  /** Source to destination; null where the log has no counter, which is not zero. */
  readonly packetsSent: number | null;
  readonly bytesSent: number | null;
  /** Destination to source. */
  readonly packetsReceived: number | null;
  readonly bytesReceived: number | null;
}
