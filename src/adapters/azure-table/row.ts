import { Failure } from '../../model/failure.ts';

/** A row as the table client gives it: its keys, its version, and its properties, unchecked. */
export interface Row {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly etag: string;
  readonly [property: string]: unknown;
}

/** A text property. `@throws` Failure `damaged-row` */
export function textOf(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw damaged(row, name, 'is not text');
  return value;
}

/** A whole number, written as Int64 so that none is rounded up to 2^53. `@throws` Failure `damaged-row` */
export function integerOf(row: Row, name: string): number {
  const value = row[name];
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw damaged(row, name, 'is not a whole number');
  return number;
}

/** When the service last wrote the row, by its own clock, ms since the epoch. `@throws` Failure `damaged-row` */
export function writtenAtMs(row: Row): number {
  const timeMs = Date.parse(textOf(row, 'timestamp'));
  if (Number.isNaN(timeMs)) throw damaged(row, 'timestamp', 'is no time');
  return timeMs;
}

/** A row that does not hold what we write: named by its keys, which are no secret. */
export function damaged(row: Row, name: string, problem: string): Failure {
  return new Failure('damaged-row', `Cannot read row ${row.rowKey} of ${row.partitionKey}: property ${name} ${problem}`);
}
