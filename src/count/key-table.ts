/** Rows of unsigned 32-bit numbers, found by their first five: open addressing over one flat array. */
export interface KeyTable {
  /** Numbers a row: the five of its key, then room for sums. */
  readonly width: number;
  count: number;
  rows: Uint32Array;
  /** Hash slot → row + 1, 0 free. */
  slots: Int32Array;
}

const keyWidth = 5;

/** An empty table whose rows have room for `sums` whole numbers behind the key; it grows beyond `rows` where there are more. */
export function createKeyTable(sums = 0, rows = 0): KeyTable {
  const width = keyWidth + sums;
  const capacity = 2 ** Math.max(6, Math.ceil(Math.log2(rows + 1)));
  return { width, count: 0, rows: new Uint32Array(capacity * width), slots: new Int32Array(capacity * 2) };
}

/** Mixes one more number into a hash (the finaliser's constant of MurmurHash3, which is in the public domain). */
export const mix = (hash: number, value: number): number => Math.imul(hash ^ value ^ ((hash ^ value) >>> 15), 0x85ebca6b);
export const finishHash = (hash: number): number => (hash ^ (hash >>> 13)) >>> 0;

function hashOf(a: number, b: number, c: number, d: number, e: number): number {
  return finishHash(mix(mix(mix(mix(mix(keyWidth, a), b), c), d), e));
}

/** Where in `rows` the row of a key begins; added with sums of 0 where it is new. */
export function placeOfKey(table: KeyTable, a: number, b: number, c: number, d: number, e: number): number {
  const { rows, width } = table;
  const mask = table.slots.length - 1;
  let slot = hashOf(a, b, c, d, e) & mask;
  for (let row = table.slots[slot] as number; row !== 0; row = table.slots[slot] as number) {
    const at = (row - 1) * width;
    if (rows[at + 1] === b && rows[at] === a && rows[at + 2] === c && rows[at + 3] === d && rows[at + 4] === e) return at;
    slot = (slot + 1) & mask;
  }
  return addRow(table, slot, a, b, c, d, e);
}

function addRow(table: KeyTable, slot: number, a: number, b: number, c: number, d: number, e: number): number {
  const at = table.count * table.width;
  if (at + table.width > table.rows.length) {
    const rows = new Uint32Array(table.rows.length * 2);
    rows.set(table.rows);
    table.rows = rows;
  }
  const { rows } = table;
  rows[at] = a;
  rows[at + 1] = b;
  rows[at + 2] = c;
  rows[at + 3] = d;
  rows[at + 4] = e;
  table.slots[slot] = ++table.count;
  if (table.count * 2 > table.slots.length) rehash(table);
  return at;
}

function rehash(table: KeyTable): void {
  const slots = new Int32Array(table.slots.length * 2);
  const mask = slots.length - 1;
  const { rows, width } = table;
  const part = (row: number, i: number): number => rows[row * width + i] as number;
  for (let row = 0; row < table.count; row++) {
    let slot = hashOf(part(row, 0), part(row, 1), part(row, 2), part(row, 3), part(row, 4)) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = row + 1;
  }
  table.slots = slots;
}

/** The numbers at place `part` of every row. */
export function columnOf(table: KeyTable, part: number): Uint32Array {
  const column = new Uint32Array(table.count);
  for (let row = 0, at = part; row < table.count; row++, at += table.width) column[row] = table.rows[at] as number;
  return column;
}

/** Sums beyond 32 bits, one a row of a table, growing with it. */
export interface SumColumn {
  values: Float64Array;
}

export const createSumColumn = (): SumColumn => ({ values: new Float64Array(64) });

/** Adds to a row of a column, growing it as needed. */
export function addTo(column: SumColumn, row: number, amount: number): void {
  if (row >= column.values.length) {
    const values = new Float64Array(Math.max(row + 1, column.values.length * 2));
    values.set(column.values);
    column.values = values;
  }
  column.values[row] = (column.values[row] as number) + amount;
}
