import { Failure } from '../model/failure.ts';

/**
 * Rows that one batch of a table can hold.
 * Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
 */
export const batchRows = 100;

/**
 * Refuses what the service would refuse: too many rows in a batch, or a row named twice.
 *
 * @param keys the row keys of the batch
 * @throws Failure `storage-refused`
 */
export function checkBatch(keys: readonly string[]): void {
  if (keys.length > batchRows) {
    throw new Failure('storage-refused', `Cannot write ${keys.length} rows in one batch: at most ${batchRows} fit`);
  }
  if (new Set(keys).size < keys.length) {
    throw new Failure('storage-refused', 'Cannot write a batch that names a row twice');
  }
}
