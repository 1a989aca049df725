import type { HistorySummary } from '../../model/history.ts';
import type { HourSummary, LogSummary } from '../../model/hour.ts';
import { packJson, unpackJson } from './packed-property.ts';
import { damaged, integerOf, type Row, textOf } from './row.ts';
import type { RowsVersion, SummaryRow } from './versioned-rows.ts';

/** The day (partition) of an hour: `2026112123` gives `20261121`. */
export function dayOf(hour: string): string {
  return hour.slice(0, 8);
}

/** The key of an hour's summary in the partition of its day. */
export function hourSummaryKey(hour: string): string {
  return `${hour}:summary`;
}

/** The key of the summary of a day's history. The rows it names have one colon more. */
export function historySummaryKey(day: string): string {
  return `${day}:history:summary`;
}

/** Where the facts that a summary names lie. */
export function factsRows({ hour, version }: Pick<HourSummary, 'hour' | 'version'>): RowsVersion {
  return { partition: dayOf(hour), prefix: `${hour}:facts:`, version };
}

/** Where the rows of the history that a summary names lie. */
export function historyRows({ day, version }: Pick<HistorySummary, 'day' | 'version'>): RowsVersion {
  return { partition: day, prefix: `${day}:history:`, version };
}

/** Whether a key is of a row that only a summary makes valid. */
export function isNamedBySummary(key: string): boolean {
  return /^\d+:(facts|history):[^:]+:\d+$/.test(key);
}

/** Whether a key is of a summary. */
export function isSummaryKey(key: string): boolean {
  return key.endsWith(':summary');
}

/** An hour's summary as a row; `kind` is what summaries are found by. */
export function hourSummaryRow({ hour, version, rows, fingerprint, logs }: HourSummary): SummaryRow {
  const keys = { partitionKey: dayOf(hour), rowKey: hourSummaryKey(hour) };
  return { ...keys, kind: 'hour', version, rows: BigInt(rows), fingerprint, ...packJson('logs', logs) };
}

/** A row as an hour's summary. `@throws` Failure `newer-format`, `damaged-row` */
export function hourSummaryOf(row: Row): HourSummary {
  const logs = unpackJson(row, 'logs');
  if (!Array.isArray(logs) || !logs.every(isLogSummary)) throw damaged(row, 'logs', 'is no list of flow logs');
  const hour = row.rowKey.slice(0, row.rowKey.indexOf(':'));
  return { hour, version: textOf(row, 'version'), rows: integerOf(row, 'rows'), fingerprint: textOf(row, 'fingerprint'), logs };
}

/** The summary of a day's history as a row. */
export function historySummaryRow({ day, version, rows, fingerprints, settingsHash }: HistorySummary): SummaryRow {
  const keys = { partitionKey: day, rowKey: historySummaryKey(day) };
  return { ...keys, kind: 'history', version, rows: BigInt(rows), settingsHash, ...packJson('fingerprints', fingerprints) };
}

/** A row as the summary of a day's history. `@throws` Failure `newer-format`, `damaged-row` */
export function historySummaryOf(row: Row): HistorySummary {
  const fingerprints = unpackJson(row, 'fingerprints');
  if (!isTexts(fingerprints)) throw damaged(row, 'fingerprints', 'is no list of texts');
  const version = textOf(row, 'version');
  return {
    day: row.partitionKey,
    version,
    rows: integerOf(row, 'rows'),
    fingerprints,
    settingsHash: textOf(row, 'settingsHash'),
  };
}

/** What tells our JSON from other: the inside was checked when it was made, and the format byte names its shape. */
function isLogSummary(value: unknown): value is LogSummary {
  if (typeof value !== 'object' || value === null) return false;
  const { flowLog, mac, records, lag, flows, targets } = value as Record<string, unknown>;
  const isPlain = typeof flowLog === 'string' && typeof mac === 'string' && Number.isSafeInteger(records);
  return isPlain && Array.isArray(lag) && typeof flows === 'object' && flows !== null && isTexts(targets);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}
