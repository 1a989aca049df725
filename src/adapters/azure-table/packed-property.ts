import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Failure } from '../../model/failure.ts';
import type { Row } from './row.ts';
import { damaged } from './row.ts';

/** First byte of every part. A change of the packing, or of what is packed, raises it; lower ones stay readable. */
const firstFormat = 1;
/**
 * Bytes that a binary property can hold.
 * Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
 */
const propertyBytes = 64 * 1024;
const partBytes = propertyBytes - 1;
/** An unpacked value larger than this is taken for damage, not read into memory. */
const unpackedBytes = 64 * 1024 * 1024;

/**
 * Packs bytes into as few binary properties as hold them: `open`, `open1`, `open2`, …, each a format byte and up to 65,535 bytes.
 * The bytes are copied: the table client writes the whole buffer behind a view.
 */
export function packBytes(name: string, bytes: Uint8Array, format = firstFormat): Readonly<Record<string, Buffer>> {
  const parts: Record<string, Buffer> = {};
  for (let from = 0, index = 0; index === 0 || from < bytes.length; from += partBytes, index++) {
    const part = bytes.subarray(from, from + partBytes);
    const packed = Buffer.alloc(part.length + 1);
    packed[0] = format;
    packed.set(part, 1);
    parts[partName(name, index)] = packed;
  }
  return parts;
}

/**
 * Gives back what `packBytes` was given.
 *
 * @param newest the newest format that is understood
 * @throws Failure `newer-format` where a later version of Knockwatch wrote the row; `damaged-row` where the property is missing or
 * its format was never written
 */
export function unpackBytes(row: Row, name: string, newest = firstFormat): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let part = row[name]; part !== undefined; part = row[partName(name, parts.length)]) {
    if (!(part instanceof Uint8Array)) throw damaged(row, name, 'is not binary');
    checkFormat(row, name, part[0], newest);
    parts.push(part.subarray(1));
  }
  if (parts.length === 0) throw damaged(row, name, 'is missing');
  return new Uint8Array(Buffer.concat(parts));
}

/** Packs a value as compressed JSON. */
export function packJson(name: string, value: unknown, format = firstFormat): Readonly<Record<string, Buffer>> {
  return packBytes(name, deflateRawSync(Buffer.from(JSON.stringify(value))), format);
}

/**
 * Gives back what `packJson` was given, unchecked.
 *
 * @throws Failure `newer-format`, `damaged-row`
 */
export function unpackJson(row: Row, name: string, newest = firstFormat): unknown {
  const bytes = unpackBytes(row, name, newest);
  try {
    return JSON.parse(inflateRawSync(bytes, { maxOutputLength: unpackedBytes }).toString());
  } catch {
    throw damaged(row, name, 'cannot be decoded');
  }
}

function partName(name: string, index: number): string {
  return index === 0 ? name : `${name}${index}`;
}

/** The format in which a packed property was written; 0 where it is not packed. */
export function formatOf(row: Row, name: string): number {
  const part = row[name];
  return part instanceof Uint8Array ? (part[0] ?? 0) : 0;
}

function checkFormat(row: Row, name: string, written: number | undefined, newest: number): void {
  if (written === undefined || written === 0) throw damaged(row, name, 'has no format byte');
  if (written > newest) {
    const problem = `property ${name} has format ${written}, this version reads up to ${newest}`;
    throw new Failure('newer-format', `Cannot read row ${row.rowKey} of ${row.partitionKey}: ${problem}`);
  }
}
