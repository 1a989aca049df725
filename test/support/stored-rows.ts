import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TableClient, TableEntity } from '@azure/data-tables';

/** A property as a golden file keeps it. */
type StoredProperty = string | { readonly int64: string } | { readonly base64: string };
/** A row as a golden file keeps it: its keys and properties. */
export type StoredRow = Readonly<Record<string, StoredProperty>>;

/** The rows of a table as one version of Knockwatch wrote them, and what it read of them. */
export interface StoredTable {
  readonly rows: readonly StoredRow[];
  readonly value: unknown;
}

const goldenFolder = join(import.meta.dirname, '..', 'golden', 'rows');
const ofTheService = new Set(['etag', 'odata.metadata', 'timestamp']);

/** A table's rows by their keys, without what the service adds. */
export async function dumpRows(table: TableClient): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const entity of table.listEntities()) {
    const properties = Object.entries(entity).filter(([name]) => !ofTheService.has(name));
    rows.push(Object.fromEntries(properties.map(([name, value]) => [name, storedProperty(value)])));
  }
  return rows;
}

function storedProperty(value: unknown): StoredProperty {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') };
  return typeof value === 'bigint' ? { int64: String(value) } : String(value);
}

/** Puts rows into a table, which is made. */
export async function putRows(table: TableClient, rows: readonly StoredRow[]): Promise<void> {
  await table.createTable();
  for (const { partitionKey, rowKey, ...row } of rows) {
    const properties = Object.entries(row).map(([name, value]) => [name, propertyOf(value)]);
    const entity: TableEntity = {
      partitionKey: String(partitionKey),
      rowKey: String(rowKey),
      ...Object.fromEntries(properties),
    };
    await table.createEntity(entity);
  }
}

function propertyOf(value: StoredProperty): string | bigint | Buffer {
  if (typeof value === 'string') return value;
  return 'int64' in value ? BigInt(value.int64) : Buffer.from(value.base64, 'base64');
}

/** The row with another byte at a place of a binary property. */
export function withByte(row: StoredRow, name: string, place: number, code: number): StoredRow {
  const property = row[name];
  if (typeof property !== 'object' || !('base64' in property)) throw new Error(`${name} is no binary property`);
  const bytes = Buffer.from(property.base64, 'base64');
  bytes[place] = code;
  return { ...row, [name]: { base64: bytes.toString('base64') } };
}

/** `test/golden/rows/{name}.json`. A file stays as the version that wrote it left it; `UPDATE_GOLDEN=1` adds only what is missing. */
export async function storedTable(name: string, make: () => Promise<StoredTable>): Promise<StoredTable> {
  const file = join(goldenFolder, `${name}.json`);
  if (!existsSync(file) && process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync(file, `${JSON.stringify(await make(), null, 2)}\n`);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A value as JSON can hold it: numbers of typed arrays as lists, bytes as base64. */
export const plainValue = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, part) => {
      if (part instanceof Uint8Array && !(part instanceof Uint8ClampedArray)) return Buffer.from(part).toString('base64');
      return ArrayBuffer.isView(part) ? Array.from(part as Uint32Array) : part;
    }),
  );
