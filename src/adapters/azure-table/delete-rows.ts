import type { TableClient } from '@azure/data-tables';
import { azureFailure, storageStatus } from '../azure-failure.ts';
import { batchRows } from '../batch-limit.ts';
import { callTimeoutMs } from '../time-limits.ts';
import { anyVersion, writeBatch } from './write-rows.ts';

/**
 * Deletes one row in one request: 'changed' where it stands in another version, 'gone' where there is none.
 *
 * @param version that is deleted; none: any
 * @throws Failure `storage-unavailable`, `storage-refused`
 */
export async function deleteRow(
  table: TableClient,
  partition: string,
  key: string,
  version: string = anyVersion,
): Promise<'deleted' | 'changed' | 'gone'> {
  try {
    await table.deleteEntity(partition, key, { etag: version, abortSignal: AbortSignal.timeout(callTimeoutMs) });
    return 'deleted';
  } catch (error) {
    const status = storageStatus(error);
    if (status === 412) return 'changed';
    if (status === 404) return 'gone';
    throw azureFailure(error, `delete from ${table.tableName}`);
  }
}

/**
 * Deletes rows of a partition in their given order, as many a request as a batch holds; rows that are gone already are no failure.
 *
 * @returns how many it deleted
 * @throws Failure `storage-unavailable`, `storage-refused`; what was deleted before stays deleted
 */
export async function deleteRows(table: TableClient, partition: string, keys: readonly string[]): Promise<number> {
  let deleted = 0;
  for (let from = 0; from < keys.length; from += batchRows) {
    deleted += await deleteBatch(table, partition, keys.slice(from, from + batchRows));
  }
  return deleted;
}

async function deleteBatch(table: TableClient, partition: string, keys: readonly string[]): Promise<number> {
  const removals = keys.map((rowKey) => ({ remove: { partitionKey: partition, rowKey } }));
  if ((await writeBatch(table, removals)) === 'committed') return keys.length;
  // One of them is gone, by another's hand or by a try of ours whose answer was lost: a batch does not say which.
  let deleted = 0;
  for (const key of keys) {
    if ((await deleteRow(table, partition, key)) === 'deleted') deleted++;
  }
  return deleted;
}
