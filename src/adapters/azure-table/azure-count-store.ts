import type { TableClient, TableEntity } from '@azure/data-tables';
import type { CountRow } from '../../model/hour.ts';
import type { CountStore } from '../../ports/count-store.ts';
import { batchRows } from '../batch-limit.ts';
import { deleteRows } from './delete-rows.ts';
import { dayOf } from './hour-rows.ts';
import { keysAfter, readKeys } from './read-rows.ts';
import { putRows } from './write-rows.ts';

/** A busy hour has dozens of batches, independent of each other. */
const batchesAtOnce = 4;

/** The table of readable counts. */
export const countsTable = 'KnockwatchCounts';

/**
 * Readable counts over Azure Table Storage: a partition a day, plain columns that Power BI, Excel and Storage Explorer show as they are.
 *
 * @param table client of `KnockwatchCounts`; the table is made by the first write that misses it
 */
export function azureCountStore(table: TableClient): CountStore {
  return {
    replaceHour: (hour, rows) => replaceHour(table, hour, rows.map(rowOf)),
    deleteDay: async (day) => deleteRows(table, day, await readKeys(table, day)),
  };
}

/** Takes batch after batch from those that are left. */
async function putInTurn(table: TableClient, left: TableEntity[][]): Promise<void> {
  for (let batch = left.shift(); batch !== undefined; batch = left.shift()) await putRows(table, batch);
}

/** Keys are listed after the writing: of two writers at once the one that ends last leaves no row that only the other has. */
async function replaceHour(table: TableClient, hour: string, rows: readonly TableEntity[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(rows.length / batchRows) }, (_, i) =>
    rows.slice(i * batchRows, (i + 1) * batchRows),
  );
  // The first alone: it makes the table where that is missing.
  const rest = batches.splice(1);
  for (const batch of batches) await putRows(table, batch);
  await Promise.all(Array.from({ length: batchesAtOnce }, () => putInTurn(table, rest)));
  const written = new Set(rows.map(({ rowKey }) => rowKey));
  const there = await readKeys(table, dayOf(hour), [keysAfter(`${hour}:`)]);
  await deleteRows(
    table,
    dayOf(hour),
    there.filter((key) => !written.has(key)),
  );
}

/** Sums as Int64: a column has one type whatever its numbers. */
function rowOf({ hour, decision, port, protocol, service, country, flows, sourcesInHour, targetsInHour }: CountRow): TableEntity {
  return {
    partitionKey: dayOf(hour),
    rowKey: [hour, decision, port, protocol, country].join(':'),
    hour,
    decision,
    port,
    protocol,
    service,
    country,
    flows: BigInt(flows),
    sourcesInHour: BigInt(sourcesInHour),
    targetsInHour: BigInt(targetsInHour),
  } satisfies TableEntity<Record<string, string | number | bigint>>;
}
