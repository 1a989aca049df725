import { odata, type TableClient } from '@azure/data-tables';
import { azureFailure, storageStatus } from '../azure-failure.ts';
import { callTimeoutMs, listingTimeoutMs } from '../time-limits.ts';
import type { Row } from './row.ts';

/** A range of row keys: from `from`, up to and without `to`. */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

/** All keys that begin with `prefix`, which ends in `:`. */
export function keysAfter(prefix: `${string}:`): KeyRange {
  return { from: prefix, to: `${prefix.slice(0, -1)};` };
}

/** Reads one row in one request; null where it, or the table, does not exist. `@throws` Failure `storage-unavailable`, `storage-refused` */
export async function readRow(table: TableClient, partition: string, key: string): Promise<Row | null> {
  try {
    return toRow(await table.getEntity(partition, key, { abortSignal: AbortSignal.timeout(callTimeoutMs) }));
  } catch (error) {
    if (storageStatus(error) === 404) return null;
    throw azureFailure(error, `read ${table.tableName}`);
  }
}

/**
 * Reads the rows of a partition in the order of their keys, a page (at most 1,000 rows) a request.
 *
 * @param ranges of row keys; none: all
 * @param columns to bring; none: all
 * @throws Failure `storage-unavailable`, `storage-refused`
 */
export function readRows(
  table: TableClient,
  partition: string,
  ranges: readonly KeyRange[] = [],
  columns: readonly string[] = [],
): Promise<readonly Row[]> {
  return queryRows(table, filterOf(partition, ranges), columns);
}

/** The keys of a partition's rows, in their order. `@throws` Failure `storage-unavailable`, `storage-refused` */
export async function readKeys(
  table: TableClient,
  partition: string,
  ranges: readonly KeyRange[] = [],
): Promise<readonly string[]> {
  return (await readRows(table, partition, ranges, ['rowKey'])).map(({ rowKey }) => rowKey);
}

/**
 * Reads the rows that a filter lets through, in the order of their keys; none where the table does not exist.
 *
 * @param columns to bring; none: all
 * @throws Failure `storage-unavailable`, `storage-refused`
 */
export async function queryRows(table: TableClient, filter: string, columns: readonly string[] = []): Promise<readonly Row[]> {
  const select = columns.length === 0 ? {} : { select: [...new Set(['partitionKey', 'rowKey', ...columns])] };
  const queryOptions = { filter, ...select };
  const rows: Row[] = [];
  try {
    const abortSignal = AbortSignal.timeout(listingTimeoutMs);
    for await (const entity of table.listEntities({ queryOptions, abortSignal })) rows.push(toRow(entity));
    return rows;
  } catch (error) {
    if (storageStatus(error) === 404) return [];
    throw azureFailure(error, `read ${table.tableName}`);
  }
}

function filterOf(partition: string, ranges: readonly KeyRange[]): string {
  const inPartition = odata`PartitionKey eq ${partition}`;
  if (ranges.length === 0) return inPartition;
  const inRange = ranges.map(({ from, to }) => odata`(RowKey ge ${from} and RowKey lt ${to})`);
  return `${inPartition} and (${inRange.join(' or ')})`;
}

/** Keys and version are always answered: they are asked for wherever columns are named. */
function toRow(entity: object): Row {
  const row: Record<string, unknown> = { ...entity };
  const { partitionKey, rowKey, etag } = row;
  if (typeof partitionKey !== 'string' || typeof rowKey !== 'string' || typeof etag !== 'string') {
    throw new TypeError('a row without its keys');
  }
  return { ...row, partitionKey, rowKey, etag };
}
