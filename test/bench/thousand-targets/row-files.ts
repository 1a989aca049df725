/** Rows as the tables hold them, a file a query: a process that reads them holds none before, and decodes them as the product does. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { TableEntity } from '@azure/data-tables';
import {
  historySummaryOf,
  historySummaryRow,
  hourSummaryOf,
  hourSummaryRow,
} from '../../../src/adapters/azure-table/hour-rows.ts';
import { cursorOf, cursorRow, cursorWithoutFacts } from '../../../src/adapters/azure-table/ingest-rows.ts';
import { packBytes, unpackBytes } from '../../../src/adapters/azure-table/packed-property.ts';
import type { Row } from '../../../src/adapters/azure-table/row.ts';
import { memoryHourStore } from '../../../src/adapters/memory/memory-hour-store.ts';
import { memoryIngestStore } from '../../../src/adapters/memory/memory-ingest-store.ts';
import type { Cursor } from '../../../src/model/cursor.ts';
import type { HistorySummary } from '../../../src/model/history.ts';
import type { HourSummary } from '../../../src/model/hour.ts';
import type { HourStore } from '../../../src/ports/hour-store.ts';
import type { IngestStore } from '../../../src/ports/ingest-store.ts';
import { openHours, type Share } from './times.ts';

/** Writes the rows of a network's tables into a folder. */
export interface RowWriter {
  hour(summary: HourSummary, facts: readonly Uint8Array[]): Promise<void>;
  history(summary: HistorySummary, rows: readonly Uint8Array[]): Promise<void>;
  open(hour: string, share: Share, cursors: readonly Cursor[]): Promise<void>;
}

/** @param folder is made where it is missing */
export async function rowWriter(folder: string): Promise<RowWriter> {
  await mkdir(folder, { recursive: true });
  const write = (name: string, rows: readonly TableEntity[]): Promise<void> => writeFile(join(folder, name), serialize(rows));
  const parts = (rows: readonly Uint8Array[]): readonly TableEntity[] =>
    rows.map((part, i) => ({ partitionKey: 'facts', rowKey: String(i), ...packBytes('packed', part) }));
  return {
    hour: async (summary, facts) => {
      await write(`${summary.hour}.summary`, [hourSummaryRow(summary)]);
      await write(`${summary.hour}.facts`, parts(facts));
    },
    history: async (summary, rows) => {
      await write(`${summary.day}.history.summary`, [historySummaryRow(summary)]);
      await write(`${summary.day}.history`, parts(rows));
    },
    open: (hour, share, cursors) => write(`${hour}.${share}`, cursors.map(cursorRow)),
  };
}

/** The rows of a query; none where there is no such file. */
async function readRows(folder: string, name: string): Promise<readonly Row[]> {
  try {
    const rows = deserialize(await readFile(join(folder, name))) as TableEntity<Record<string, unknown>>[];
    return rows.map((row) => ({ ...row, etag: '1' }) as Row);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** The tables over a folder, to be read; `open` tells how much of each open hour is there. */
export function rowFiles(folder: string, open: () => Readonly<Record<string, Share>>): { store: IngestStore; hours: HourStore } {
  const clock = { now: () => 0 };
  const one = async <T>(name: string, of: (row: Row) => T) => {
    const [row] = await readRows(folder, name);
    return row === undefined ? null : { value: of(row), version: row.etag };
  };
  const packed = async (name: string) => (await readRows(folder, name)).map((row) => unpackBytes(row, 'packed'));
  const shareOf = (hour: string) => open()[hour] ?? (openHours.includes(hour) ? 'none' : 'whole');
  const streams = async (hour: string) => readRows(folder, `${hour}.${shareOf(hour)}`);
  return {
    hours: {
      ...memoryHourStore(clock),
      readHourSummary: (hour) => one(`${hour}.summary`, hourSummaryOf),
      readHourFacts: ({ hour }) => packed(`${hour}.facts`),
      readHistorySummary: (day) => one(`${day}.history.summary`, historySummaryOf),
      readHistory: ({ day }) => packed(`${day}.history`),
    },
    store: {
      ...memoryIngestStore(),
      readHour: async (hour) => ({
        cursors: (await streams(hour)).map((row) => ({ cursor: cursorOf(row), version: row.etag })),
        segments: [],
      }),
      readCursors: async (hour) => (await streams(hour)).map(cursorWithoutFacts),
    },
  };
}
