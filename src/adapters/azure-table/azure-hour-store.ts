import { odata, type TableClient } from '@azure/data-tables';
import type { Clock } from '../../ports/clock.ts';
import type { HourStore } from '../../ports/hour-store.ts';
import type { Versioned } from '../../ports/incident-store.ts';
import { wallClock } from '../clocks.ts';
import { deleteRows } from './delete-rows.ts';
import {
  dayOf,
  factsRows,
  historyRows,
  historySummaryKey,
  historySummaryOf,
  historySummaryRow,
  hourSummaryKey,
  hourSummaryOf,
  hourSummaryRow,
  isNamedBySummary,
  isSummaryKey,
} from './hour-rows.ts';
import { queryRows, readKeys, readRow, readRows } from './read-rows.ts';
import { type Row, textOf, writtenAtMs } from './row.ts';
import { keyPrefix, readVersion, writeVersion } from './versioned-rows.ts';

/** The table of closed hours and daily histories. */
export const hoursTable = 'KnockwatchHours';

/**
 * Closed hours and daily histories over Azure Table Storage: a partition a day. Facts and histories take several rows under a version of
 * their writer; the summary, written last, makes them valid.
 *
 * @param table client of `KnockwatchHours`; the table is made by the first write that misses it
 * @param clock real time, against which the service's stamps tell how old rows are
 */
export function azureHourStore(table: TableClient, clock: Clock = wallClock): HourStore {
  return {
    readHourSummary: (hour) => readOne(table, dayOf(hour), hourSummaryKey(hour), hourSummaryOf),
    readDaySummaries: async (day) => {
      const rows = await queryRows(table, odata`PartitionKey eq ${day} and kind eq 'hour'`);
      return rows.map((row) => versioned(row, hourSummaryOf));
    },
    readHourFacts: (summary) => readVersion(table, factsRows(summary), summary.rows),
    writeHour: (summary, facts, replaces) => writeVersion(table, factsRows(summary), facts, hourSummaryRow(summary), replaces),
    readHistorySummary: (day) => readOne(table, day, historySummaryKey(day), historySummaryOf),
    readHistory: (summary) => readVersion(table, historyRows(summary), summary.rows),
    writeHistory: (summary, rows, replaces) =>
      writeVersion(table, historyRows(summary), rows, historySummaryRow(summary), replaces),
    deleteOrphans: (day, olderThanMs) => deleteOrphans(table, day, clock.now() - olderThanMs),
    deleteDay: (day) => deleteDay(table, day),
  };
}

async function readOne<T>(table: TableClient, day: string, key: string, of: (row: Row) => T): Promise<Versioned<T> | null> {
  const row = await readRow(table, day, key);
  return row && versioned(row, of);
}

function versioned<T>(row: Row, of: (row: Row) => T): Versioned<T> {
  return { value: of(row), version: row.etag };
}

/** Summaries are read after the rows: what became valid meanwhile is named by one. */
async function deleteOrphans(table: TableClient, day: string, writtenBeforeMs: number): Promise<number> {
  const rows = await readRows(table, day, [], ['timestamp']);
  const old = rows.filter((row) => isNamedBySummary(row.rowKey) && writtenAtMs(row) < writtenBeforeMs);
  if (old.length === 0) return 0;
  const prefixes = (await queryRows(table, odata`PartitionKey eq ${day} and kind ge ''`, ['kind', 'version'])).map(prefixNamedBy);
  const isNamed = ({ rowKey }: Row): boolean => prefixes.some((prefix) => rowKey.startsWith(prefix));
  const orphans = old.filter((row) => !isNamed(row));
  return deleteRows(
    table,
    day,
    orphans.map(({ rowKey }) => rowKey),
  );
}

/** The beginning of the keys that a summary names; a kind that a later version may add names none of ours. */
function prefixNamedBy(row: Row): string {
  const version = textOf(row, 'version');
  const hour = row.rowKey.slice(0, row.rowKey.indexOf(':'));
  return keyPrefix(
    textOf(row, 'kind') === 'hour' ? factsRows({ hour, version }) : historyRows({ day: row.partitionKey, version }),
  );
}

/** Summaries go first, so that none names rows that are gone. */
async function deleteDay(table: TableClient, day: string): Promise<number> {
  const keys = await readKeys(table, day);
  return deleteRows(table, day, [...keys.filter(isSummaryKey), ...keys.filter((key) => !isSummaryKey(key))]);
}
