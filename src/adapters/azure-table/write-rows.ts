import type { TableClient, TableEntity, TransactionAction } from '@azure/data-tables';
import { Failure } from '../../model/failure.ts';
import { azureFailure, storageCode, storageStatus } from '../azure-failure.ts';
import { checkBatch } from '../batch-limit.ts';
import { callTimeoutMs } from '../time-limits.ts';
import type { Row } from './row.ts';

/** Replaces a row in any version, but only where there is one. */
export const anyVersion = '*';

/** A row to write: with the version it replaces, or null to create it where absent. */
export interface RowWrite {
  readonly row: TableEntity;
  readonly replaces: string | null;
}

/** One change of a batch: a write, a row put whatever is there, or a row removed whatever its version (a conflict where it is gone). */
export type RowChange = RowWrite | { readonly put: TableEntity } | { readonly remove: Pick<Row, 'partitionKey' | 'rowKey'> };

/** What became of a write: the row's new version, or nothing written because a row was not as expected. */
export type WriteOutcome = { readonly kind: 'committed'; readonly version: string } | { readonly kind: 'conflict' };

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

/**
 * Writes several rows of one partition in one request, whatever is there.
 *
 * @throws Failure `conflict-persists` (retryable) where another puts the same row at the same moment; `storage-unavailable`,
 * `storage-refused`
 */
export async function putRows(table: TableClient, rows: readonly TableEntity[]): Promise<void> {
  const puts = rows.map((row) => ({ put: row }));
  if ((await writeBatch(table, puts)) === 'committed') return;
  const problem = `Cannot write ${rows.length} rows of ${table.tableName}: another writer was there at the same moment`;
  throw new Failure('conflict-persists', problem, { retryable: true });
}

/** Changes several rows of one partition in one request, all or none. `@throws` Failure `storage-unavailable`, `storage-refused` */
export async function writeBatch(table: TableClient, changes: readonly RowChange[]): Promise<'committed' | 'conflict'> {
  checkBatch(changes.map(changedKey));
  const actions = changes.map(actionOf);
  const outcome = await orConflict(table, async () => {
    await table.submitTransaction(actions, { abortSignal: AbortSignal.timeout(callTimeoutMs) });
    return '';
  });
  return outcome.kind;
}

function changedKey(change: RowChange): string {
  if ('remove' in change) return change.remove.rowKey;
  return 'put' in change ? change.put.rowKey : change.row.rowKey;
}

function actionOf(change: RowChange): TransactionAction {
  if ('remove' in change) return ['delete', change.remove];
  if ('put' in change) return ['upsert', change.put, 'Replace'];
  const { row, replaces } = change;
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
