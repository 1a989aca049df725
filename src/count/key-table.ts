/** Rows with a key of `keyWidth` unsigned 32-bit numbers, each key once: open addressing over one flat array. */
export interface KeyTable {
  readonly keyWidth: number;
  count: number;
  /** `keyWidth` numbers a row. */
  keys: Uint32Array;
  /** Hash slot → row + 1, 0 free. */
  slots: Int32Array;
}

/** An empty table. */
export function createKeyTable(keyWidth: number, capacity = 64): KeyTable {
  return { keyWidth, count: 0, keys: new Uint32Array(capacity * keyWidth), slots: new Int32Array(capacity * 2) };
}

/** Mixes one more number into a hash (the finaliser's constants of MurmurHash3, which is in the public domain). */
const mix = (hash: number, value: number): number => Math.imul(hash ^ value ^ ((hash ^ value) >>> 15), 0x85ebca6b);
const finish = (hash: number): number => (hash ^ (hash >>> 13)) >>> 0;

function hashOfRow({ keys, keyWidth }: KeyTable, row: number): number {
  let hash = keyWidth;
  for (let i = row * keyWidth, end = i + keyWidth; i < end; i++) hash = mix(hash, keys[i] as number);
  return finish(hash);
}

/** The row of a key of five numbers, added where it is new (then it is `count - 1`). */
export function rowOfFive(table: KeyTable, a: number, b: number, c: number, d: number, e: number): number {
  const hash = finish(mix(mix(mix(mix(mix(5, a), b), c), d), e));
  const { keys } = table;
  const mask = table.slots.length - 1;
  let slot = hash & mask;
  for (let row = table.slots[slot] as number; row !== 0; row = table.slots[slot] as number) {
    const at = (row - 1) * 5;
    if (keys[at + 1] === b && keys[at] === a && keys[at + 2] === c && keys[at + 3] === d && keys[at + 4] === e) return row - 1;
    slot = (slot + 1) & mask;
  }
  const row = addRow(table, slot);
  const at = row * 5;
  table.keys[at] = a;
  table.keys[at + 1] = b;
  table.keys[at + 2] = c;
  table.keys[at + 3] = d;
  table.keys[at + 4] = e;
  if (table.count * 2 > table.slots.length) rehash(table);
  return row;
}

/** The row of a key of one number. */
export function rowOfOne(table: KeyTable, a: number): number {
  const mask = table.slots.length - 1;
  let slot = finish(mix(1, a)) & mask;
  for (let row = table.slots[slot] as number; row !== 0; row = table.slots[slot] as number) {
    if (table.keys[row - 1] === a) return row - 1;
    slot = (slot + 1) & mask;
  }
  const row = addRow(table, slot);
  table.keys[row] = a;
  if (table.count * 2 > table.slots.length) rehash(table);
  return row;
}

function addRow(table: KeyTable, slot: number): number {
  const row = table.count++;
  if (table.count * table.keyWidth > table.keys.length) {
    const keys = new Uint32Array(table.keys.length * 2);
    keys.set(table.keys);
    table.keys = keys;
  }
  table.slots[slot] = row + 1;
  return row;
}

function rehash(table: KeyTable): void {
  const slots = new Int32Array(table.slots.length * 2);
  const mask = slots.length - 1;
  for (let row = 0; row < table.count; row++) {
    let slot = hashOfRow(table, row) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = row + 1;
  }
  table.slots = slots;
}

/** A column that grows with its table. */
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
