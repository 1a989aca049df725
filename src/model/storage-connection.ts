/** How to reach a storage account. */
export type StorageConnection =
  | {
      readonly kind: 'connection-string';
      /** A secret: never in a log, an error or a table. */
      readonly value: string;
    }
  | {
      readonly kind: 'identity';
      /** `https://NAME.blob.core.windows.net`, without a closing slash. */
      readonly blobServiceUri: string;
      /** `https://NAME.table.core.windows.net`; null where only blobs are read. */
      readonly tableServiceUri: string | null;
      /** Of a user-assigned identity; null for the system-assigned one, or a developer's own login. */
      readonly clientId: string | null;
    };
