/** Writes numbers (whole, 0 to 2^53) of 7 bits a byte, least first, and texts with their length. */
export interface PackWriter {
  number(value: number): void;
  text(value: string): void;
  /** The length of the list, then each element. */
  list<T>(values: readonly T[], write: (value: T) => void): void;
  /** The values of a column in the given order of rows, without a length. */
  column(order: Uint32Array, values: ArrayLike<number>): void;
  bytes(): Uint8Array;
}

/** A writer with nothing written. */
export function createWriter(): PackWriter {
  let buffer = Buffer.allocUnsafe(4096);
  let at = 0;
  const reserve = (more: number): void => {
    if (at + more <= buffer.length) return;
    buffer = Buffer.concat([buffer, Buffer.allocUnsafe(Math.max(buffer.length, more))]);
  };
  const number = (value: number): void => {
    reserve(10);
    while (value > 127) {
      buffer[at++] = (value % 128) | 128;
      value = Math.floor(value / 128);
    }
    buffer[at++] = value;
  };
  const text = (value: string): void => {
    const length = Buffer.byteLength(value);
    number(length);
    reserve(length);
    at += buffer.write(value, at);
  };
  return {
    number,
    text,
    list: (values, write) => {
      number(values.length);
      values.forEach(write);
    },
    column: (order, values) => {
      for (const row of order) number(values[row] ?? 0);
    },
    bytes: () => buffer.subarray(0, at),
  };
}

/** A column to fill. */
interface NumberArray {
  readonly length: number;
  [index: number]: number;
  set(values: Uint8Array): void;
}

/** Reads what a `PackWriter` wrote; every method throws a RangeError past the end. */
export interface PackReader {
  number(): number;
  text(): string;
  /** A text as `text` gives it; short ones, such as countries, are decoded once, and equal ones given as one. */
  repeatedText(): string;
  list<T>(read: () => T): T[];
  /** How many rows follow, in columns of at least a byte a row. */
  rows(): number;
  /** Fills a column. @param least is added to each number */
  column<T extends NumberArray>(column: T, least?: number): T;
  /** Fills a column with numbers that never fall, each written as the step from the one before; the first from 0. */
  rising<T extends NumberArray>(column: T): T;
}

export function createReader(bytes: Buffer): PackReader {
  let at = 0;
  const number = (): number => {
    let next = bytes[at++] as number;
    let value = next & 127;
    for (let weight = 128; next > 127; weight *= 128) {
      next = bytes[at++] as number;
      value += (next & 127) * weight;
    }
    // Past the end there are no bytes, only `undefined`, which ends the number like a last byte.
    if (at > bytes.length) throw new RangeError('packed numbers end too early');
    return value;
  };
  const count = (): number => {
    const length = number();
    if (length > bytes.length - at) throw new RangeError('a packed length is larger than what follows');
    return length;
  };
  const text = (): string => {
    const length = count();
    at += length;
    return bytes.toString('utf8', at - length, at);
  };
  const known = new Map<number, string>();
  const keep = (key: number, made: string): string => {
    if (key !== noKey) known.set(key, made);
    return made;
  };
  const repeatedText = (): string => {
    const key = shortTextKey(bytes, at);
    const first = known.get(key);
    if (first === undefined) return keep(key, text());
    at += (bytes[at] as number) + 1;
    return first;
  };
  /** Whether each number is a byte, as in most columns. */
  const areBytes = (from: number, to: number): boolean => {
    if (to > bytes.length) return false;
    for (let i = from; i < to; i++) if ((bytes[i] as number) > 127) return false;
    return true;
  };
  const copy = (column: NumberArray): void => {
    column.set(bytes.subarray(at, at + column.length));
    at += column.length;
  };
  /** One loop without calls: most of what is stored are columns. */
  const fill = (column: NumberArray, start: number, isStep: boolean): void => {
    let from = at;
    let before = start;
    for (let row = 0; row < column.length; row++) {
      let next = bytes[from++] as number;
      let value = next & 127;
      for (let weight = 128; next > 127; weight *= 128) {
        next = bytes[from++] as number;
        value += (next & 127) * weight;
      }
      column[row] = value + before;
      if (isStep) before += value;
    }
    if (from > bytes.length) throw new RangeError('a packed column ends too early');
    at = from;
  };
  return {
    number,
    text,
    repeatedText,
    list: <T>(read: () => T) => {
      // Room for as many as there are: lists that grow keep more.
      const values = new Array<T>(count());
      for (let i = 0; i < values.length; i++) values[i] = read();
      return values;
    },
    rows: count,
    column: (column, least = 0) => {
      if (least === 0 && areBytes(at, at + column.length)) copy(column);
      else fill(column, least, false);
      return column;
    },
    rising: (column) => {
      fill(column, 0, true);
      return column;
    },
  };
}

const longestKeyed = 3;
const noKey = 0;

/** A text of up to three bytes, such as a country, and its length in one number; none of longer ones, nor where not all of it is there. */
function shortTextKey(bytes: Uint8Array, at: number): number {
  const length = bytes[at] ?? Infinity;
  if (length > longestKeyed || at + length >= bytes.length) return noKey;
  let key = length + 1;
  for (let i = 1; i <= length; i++) key = key * 256 + (bytes[at + i] as number);
  return key;
}
