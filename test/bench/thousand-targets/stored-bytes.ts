import type { TableClient } from '@azure/data-tables';
import { dumpRows, type StoredRow } from '../../support/stored-rows.ts';

/** How many rows a table holds and what they take. */
export interface TableBytes {
  readonly rows: number;
  readonly bytes: number;
}

/** Sums up the rows of a table, of those with a partition if one is given. */
export async function tableBytes(table: TableClient): Promise<TableBytes> {
  const rows = await dumpRows(table);
  return { rows: rows.length, bytes: rows.reduce((sum, row) => sum + entityBytes(row), 0) };
}

/**
 * What a row of a table takes, as it is billed: 4 bytes, two a character of its keys, and for each property 8 bytes, two a character of its
 * name, and its value.
 *
 * Source: https://learn.microsoft.com/archive/blogs/avkashchauhan/how-the-size-of-an-entity-is-caclulated-in-windows-azure-table-storage
 */
export function entityBytes({ partitionKey, rowKey, ...properties }: StoredRow): number {
  const keys = `${partitionKey}${rowKey}`.length * 2;
  return Object.entries(properties).reduce((sum, [name, value]) => sum + 8 + name.length * 2 + valueBytes(value), 4 + keys);
}

/** Text: two bytes a character and its length; Int64: 8; binary: its bytes and its length. */
function valueBytes(value: StoredRow[string]): number {
  if (typeof value === 'string') return value.length * 2 + 4;
  return 'int64' in value ? 8 : Buffer.from(value.base64, 'base64').length + 4;
}
