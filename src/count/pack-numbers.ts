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

interface NumberArray {
  [index: number]: number;
}

/** Reads what a `PackWriter` wrote; every method throws a RangeError past the end. */
export interface PackReader {
  number(): number;
  text(): string;
  list<T>(read: () => T): T[];
  column<T extends NumberArray>(rows: number, array: new (length: number) => T, map?: (value: number) => number): T;
}

export function createReader(bytes: Buffer): PackReader {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const next = bytes[at++];
      if (next === undefined) throw new RangeError('packed numbers end too early');
      value += (next & 127) * weight;
      if (next < 128) return value;
    }
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
  return {
    number,
    text,
    list: (read) => Array.from({ length: count() }, read),
    column: (rows, ArrayType, map = (value) => value) => {
      if (rows > bytes.length - at) throw new RangeError('a packed column is longer than what follows');
      const column = new ArrayType(rows);
      for (let i = 0; i < rows; i++) column[i] = map(number());
      return column;
    },
  };
}
