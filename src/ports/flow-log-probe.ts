import type { Access } from './access.ts';

/** The end of the newest blob of a flow log. */
export interface NewestBlob {
  readonly path: string;
  /** At most the last MiB, in which the last record begins. */
  readonly end: Uint8Array;
}

/** Looks at what a flow-log account lets us see. */
export interface FlowLogProbe {
  /** Host of the account's address, as `BlobRef.account` writes it. */
  readonly account: string;
  /** Whether the container exists. */
  findContainer(container: string): Promise<Access<boolean>>;
  /** The prefixes before `y=`, each ending in `/`: one a flow log. */
  listFlowLogs(container: string): Promise<Access<readonly string[]>>;
  /** Goes down to the newest hour of a flow log and reads the end of the blob that was written last; null where there is none. */
  readNewest(container: string, flowLogPrefix: string): Promise<Access<NewestBlob | null>>;
}
