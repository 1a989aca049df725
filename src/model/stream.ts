/** Where a blob lies. */
export interface BlobRef {
  /** Host of the storage account (`name.blob.core.windows.net`, or host:port/account on an emulator). */
  readonly account: string;
  readonly container: string;
  /** Path within the container. */
  readonly path: string;
}

/** The two kinds of flow log, each in a container of its own (FlowLogKind names the container's content, not a record's version). */
export type FlowLogKind = 'nsg' | 'vnet';

/** What a blob's path says: one flow log, one NIC, one hour. */
export interface Stream {
  /** First 20 base64url characters of the SHA-256 of account, container and path. */
  readonly id: string;
  readonly ref: BlobRef;
  readonly kind: FlowLogKind;
  /** Hour of the path, `2026112123` (UTC). */
  readonly hour: string;
  /** 12 upper-case hex digits of the path, or '' where it names none. */
  readonly mac: string;
  /** The path before `/y=`, upper case: which NSG or flow log writes it. */
  readonly flowLog: string;
}
