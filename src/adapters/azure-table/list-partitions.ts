import { odata, type TableClient } from '@azure/data-tables';
import { azureFailure, storageStatus } from '../azure-failure.ts';
import { listingTimeoutMs } from '../time-limits.ts';

/**
 * Names the partitions of a table that hold any row, in order. It skips from one to the next: a request a partition (and one that finds
 * no more), however many rows they hold.
 *
 * @param upTo the last partition that counts
 * @param limit at most so many
 * @throws Failure `storage-unavailable`, `storage-refused`
 */
export async function listPartitions(table: TableClient, upTo: string, limit: number): Promise<readonly string[]> {
  const found: string[] = [];
  while (found.length < limit) {
    const next = await firstPartition(table, found.at(-1) ?? '', upTo);
    if (next === null) break;
    found.push(next);
  }
  return found;
}

async function firstPartition(table: TableClient, after: string, upTo: string): Promise<string | null> {
  const filter = odata`PartitionKey gt ${after} and PartitionKey le ${upTo}`;
  const options = {
    queryOptions: { filter, select: ['partitionKey', 'rowKey'] },
    abortSignal: AbortSignal.timeout(listingTimeoutMs),
  };
  try {
    // A page can be empty and still not be the last.
    for await (const [row] of table.listEntities(options).byPage({ maxPageSize: 1 })) {
      if (row?.partitionKey !== undefined) return row.partitionKey;
    }
    return null;
  } catch (error) {
    if (storageStatus(error) === 404) return null;
    throw azureFailure(error, `read ${table.tableName}`);
  }
}
