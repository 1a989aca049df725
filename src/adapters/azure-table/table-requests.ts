import { odata, type TableClient, type TableEntity, type TransactionAction } from '@azure/data-tables';
import { azureFailure, storageCode, storageStatus } from '../azure-failure.ts';
import { checkBatch } from '../batch-limit.ts';
import { callTimeoutMs, listingTimeoutMs } from '../time-limits.ts';
import type { Row } from './row.ts';

/** A row to write: with the version it replaces, or null to create it where absent. */
export interface RowWrite {
  readonly row: TableEntity;
  readonly replaces: string | null;
}

/** What became of a write: the row's new version, or nothing written because a row was not as expected. */
export type WriteOutcome = { readonly kind: 'committed'; readonly version: string } | { readonly kind: 'conflict' };

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
export async function readRows(
  table: TableClient,
  partition: string,
  ranges: readonly KeyRange[] = [],
  columns: readonly string[] = [],
): Promise<readonly Row[]> {
  const select = columns.length === 0 ? {} : { select: ['partitionKey', 'rowKey', ...columns] };
  const queryOptions = { filter: filterOf(partition, ranges), ...select };
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

/** Writes one row in one request. `@throws` Failure `storage-unavailable`, `storage-refused` */
export function writeRow(table: TableClient, write: RowWrite): Promise<WriteOutcome> {
  return orConflict(table, async () => {
    const options = { abortSignal: AbortSignal.timeout(callTimeoutMs) };
    const { etag } =
      write.replaces === null
        ? await table.createEntity(write.row, options)
        : await table.updateEntity(write.row, 'Replace', { ...options, etag: write.replaces });
    return etag ?? '';
  });
}

/** Writes several rows of one partition in one request, all or none. `@throws` Failure `storage-unavailable`, `storage-refused` */
export async function writeBatch(table: TableClient, writes: readonly RowWrite[]): Promise<'committed' | 'conflict'> {
  checkBatch(writes.map((write) => write.row.rowKey));
  const actions = writes.map(actionOf);
  const outcome = await orConflict(table, async () => {
    await table.submitTransaction(actions, { abortSignal: AbortSignal.timeout(callTimeoutMs) });
    return '';
  });
  return outcome.kind;
}

function actionOf({ row, replaces }: RowWrite): TransactionAction {
  return replaces === null ? ['create', row] : ['update', row, 'Replace', { etag: replaces }];
}

async function orConflict(table: TableClient, write: () => Promise<string>): Promise<WriteOutcome> {
  try {
    return { kind: 'committed', version: await makingTable(table, write) };
  } catch (error) {
    if (isConflict(error)) return { kind: 'conflict' };
    throw azureFailure(error, `write ${table.tableName}`);
  }
}

/** A row changed (412), came (409) or went (404) since it was read. */
function isConflict(error: unknown): boolean {
  const code = storageCode(error);
  return storageStatus(error) === 412 || code === 'EntityAlreadyExists' || code === 'ResourceNotFound';
}

/** The table is made when a write finds it missing: two more requests, once in the life of an installation. */
async function makingTable<T>(table: TableClient, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (storageCode(error) !== 'TableNotFound') throw error;
    await table.createTable({ abortSignal: AbortSignal.timeout(callTimeoutMs) });
    return write();
  }
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
