import type { BlobServiceClient } from '@azure/storage-blob';

/**
 * Names the account behind a client as `BlobRef.account` does: the host of its address (`name.blob.core.windows.net`), and
 * on an emulator the account after it (`127.0.0.1:10000/devstoreaccount1`). A signature in the address is left out.
 */
export function accountOf(client: Pick<BlobServiceClient, 'url'>): string {
  const { host, pathname } = new URL(client.url);
  return `${host}${pathname.replace(/\/+$/, '')}`;
}
