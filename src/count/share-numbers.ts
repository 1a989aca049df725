import type { WholeNumbers } from '../model/facts.ts';

/** A list of distinct values, and the columns that name them by their places. */
export interface NumberedList {
  readonly size: number;
  /** What tells the values apart. */
  readonly keyAt: (place: number) => string;
  readonly columns: readonly WholeNumbers[];
}

/** How the values of a list go by the new numbers. */
export interface SharedList<L> {
  readonly list: L;
  /** From the place of a value to its new number; null where every number is the place. */
  readonly numbers: Uint32Array | null;
  /** Places of the values that no list before it has: they take the next numbers, in this order. */
  readonly added: Uint32Array;
}

/**
 * Numbers the values of several lists anew, equal ones alike and only those that a column names. The longest list comes first: in a
 * window nearly all stands in one, that of the window before, and only what the others name is looked up by its text.
 *
 * @param lists by any name of theirs
 * @returns in the order of the new numbers
 */
export function shareNumbers<L>(lists: ReadonlyMap<L, NumberedList>): readonly SharedList<L>[] {
  const [longest, ...others] = [...lists].sort(([, a], [, b]) => b.size - a.size);
  if (longest === undefined) return [];
  const named = others.map(([list, values]) => ({ list, values, places: namedPlaces(values) }));
  const known = new Map<string, number>();
  for (const { values, places } of named) {
    for (let i = 0; i < places.length; i++) known.set(values.keyAt(places[i] ?? 0), unknown);
  }
  const first = shareLongest(...longest, known);
  let count = first.added.length;
  const rest = named.map(({ list, values, places }) => {
    const shared = shareNext(list, values, places, known, count);
    count += shared.added.length;
    return shared;
  });
  return [first, ...rest];
}

/** In place of a number that is not given yet. */
const unknown = -1;

/** @param known texts that others name: those of this list are given their numbers */
function shareLongest<L>(list: L, values: NumberedList, known: Map<string, number>): SharedList<L> {
  const numbers = new Uint32Array(values.size);
  const added = namedPlaces(values);
  for (let number = 0; number < added.length; number++) {
    const place = added[number] ?? 0;
    numbers[place] = number;
    const key = values.keyAt(place);
    if (known.has(key)) known.set(key, number);
  }
  const staysAll = added.length === 0 || added[added.length - 1] === added.length - 1;
  return { list, numbers: staysAll ? null : numbers, added };
}

function shareNext<L>(
  list: L,
  values: NumberedList,
  named: Uint32Array,
  known: Map<string, number>,
  count: number,
): SharedList<L> {
  const numbers = new Uint32Array(values.size);
  const added = new Uint32Array(named.length);
  let more = 0;
  for (let i = 0; i < named.length; i++) {
    const place = named[i] ?? 0;
    const key = values.keyAt(place);
    const number = known.get(key) ?? unknown;
    numbers[place] = number === unknown ? count + more : number;
    if (number !== unknown) continue;
    known.set(key, count + more);
    added[more++] = place;
  }
  return { list, numbers, added: added.subarray(0, more) };
}

/** The places that stand in a column, in order. */
function namedPlaces({ size, columns }: NumberedList): Uint32Array {
  const isNamed = new Uint8Array(size);
  for (const column of columns) for (let row = 0; row < column.length; row++) isNamed[column[row] ?? 0] = 1;
  const places = new Uint32Array(size);
  let count = 0;
  for (let place = 0; place < size; place++) if (isNamed[place] === 1) places[count++] = place;
  return places.subarray(0, count);
}
