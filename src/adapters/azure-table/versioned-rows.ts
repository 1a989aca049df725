import type { TableClient, TableEntity } from '@azure/data-tables';
import { batchRows } from '../batch-limit.ts';
import { deleteRows } from './delete-rows.ts';
import { packBytes, unpackBytes } from './packed-property.ts';
import { keysAfter, readRow, readRows } from './read-rows.ts';
import { writeBatch, writeRow } from './write-rows.ts';

/** One version of something that takes several rows: row n has the key `{prefix}{version}:{n}`. */
export interface RowsVersion {
  readonly partition: string;
  /** `2026112123:facts:` */
  readonly prefix: `${string}:`;
  /** Random id of its writer. */
  readonly version: string;
}

/** A row that makes a version valid; its property `version` names it. */
export interface SummaryRow extends TableEntity {
  readonly version: string;
}

const property = 'packed';
/**
 * Parts that go in one request: a batch holds 4 MiB, in which bytes are written as base64.
 * Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
 */
const batchBytes = 2 * 1024 * 1024;

/**
 * Reads all rows of a version, in order; null where not all of them are there.
 *
 * @param count how many its summary says
 * @throws Failure `newer-format`, `damaged-row`, `storage-unavailable`, `storage-refused`
 */
export async function readVersion(table: TableClient, rows: RowsVersion, count: number): Promise<readonly Uint8Array[] | null> {
  if (count === 0) return [];
  const found = await readRows(table, rows.partition, [keysAfter(keyPrefix(rows))]);
  return found.length === count ? found.map((row) => unpackBytes(row, property)) : null;
}

/**
 * Writes the rows of a new version and last the summary, in place of the one that was read. Where another writer was faster
 * the rows are deleted again. A failure leaves them: the summary may have taken effect though its answer was lost.
 *
 * @param rows of a version that nobody wrote before
 * @param parts at most 900 KiB each
 * @param replaces version of the summary's row; null creates it where absent
 * @throws Failure `storage-unavailable`, `storage-refused`
 */
export async function writeVersion(
  table: TableClient,
  rows: RowsVersion,
  parts: readonly Uint8Array[],
  summary: SummaryRow,
  replaces: string | null,
): Promise<'committed' | 'conflict'> {
  const written = parts.map((part, index) => partRow(rows, part, index));
  for (const batch of batchesOf(written)) await createRows(table, batch);
  const { kind } = await writeRow(table, { row: summary, replaces });
  if (kind === 'committed' || (await stands(table, summary))) return 'committed';
  await deleteRows(
    table,
    rows.partition,
    written.map(({ row }) => row.rowKey),
  );
  return 'conflict';
}

interface PartRow {
  readonly row: TableEntity;
  readonly bytes: number;
}

function partRow(rows: RowsVersion, part: Uint8Array, index: number): PartRow {
  const row = { partitionKey: rows.partition, rowKey: partKey(rows, index), ...packBytes(property, part) };
  return { row, bytes: part.length };
}

/** A conflict can only be with an earlier try of the same request: no other writer has this version. */
async function createRows(table: TableClient, batch: readonly PartRow[]): Promise<void> {
  await writeBatch(
    table,
    batch.map(({ row }) => ({ row, replaces: null })),
  );
}

function batchesOf(parts: readonly PartRow[]): readonly (readonly PartRow[])[] {
  const batches: PartRow[][] = [];
  let bytes = 0;
  for (const part of parts) {
    const last = batches.at(-1);
    bytes += part.bytes;
    if (last !== undefined && bytes <= batchBytes && last.length < batchRows) last.push(part);
    else {
      batches.push([part]);
      bytes = part.bytes;
    }
  }
  return batches;
}

/** The beginning of the keys of a version's rows. */
export function keyPrefix({ prefix, version }: RowsVersion): `${string}:` {
  return `${prefix}${version}:`;
}

/** Padded, so that the order of keys is that of the parts. */
function partKey(rows: RowsVersion, index: number): string {
  return `${keyPrefix(rows)}${String(index).padStart(6, '0')}`;
}

/** The client tries again by itself when an answer is lost, and then meets the row that its first try wrote. */
async function stands(table: TableClient, { partitionKey, rowKey, version }: SummaryRow): Promise<boolean> {
  return (await readRow(table, partitionKey, rowKey))?.['version'] === version;
}
