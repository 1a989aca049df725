import type { AddressKind, DescribeAddress, DescribedAddress } from '../model/address.ts';
import { finishHash, mix } from './key-table.ts';

/** How the decoder gives an address: as an IPv4 number, or as an index into its address texts. */
export const ipv4Tag = 1;
export const textTag = 2;

/**
 * Addresses of a chunk, each described once. One flat table by open addressing, four numbers a cell: the address, its tag (0 free), the
 * place of its source + 1 (0 while it has none), and kind and country of it, packed.
 */
export interface AddressBook {
  readonly describe: DescribeAddress;
  /** The place of a country in the tables of facts. */
  readonly placeOfCountry: (country: string) => number;
  cells: Uint32Array;
  count: number;
  /** The address described last: a new one's source is asked for right behind it. */
  last: { readonly address: number; readonly tag: number; readonly described: DescribedAddress } | null;
}

const cellWidth = 4;
const kinds: readonly AddressKind[] = ['public', 'private', 'platform', 'other'];
/** Kinds as numbers, as cells hold them. */
export const publicKind = kinds.indexOf('public');
export const privateKind = kinds.indexOf('private');
export const platformKind = kinds.indexOf('platform');

/** An empty book. */
export function createAddressBook(describe: DescribeAddress, placeOfCountry: (country: string) => number): AddressBook {
  return { describe, placeOfCountry, cells: new Uint32Array(1024 * cellWidth), count: 0, last: null };
}

/** Dotted text of an IPv4 address given as a number. */
export const ipv4Text = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

const addressText = (address: number, tag: number, texts: readonly string[]): string =>
  tag === ipv4Tag ? ipv4Text(address) : (texts[address] ?? '');

const firstCell = (cells: Uint32Array, address: number, tag: number): number =>
  (finishHash(mix(tag, address)) & (cells.length / cellWidth - 1)) * cellWidth;

/** Where in `cells` an address stands; described where it is new. `texts` are the decoder's address texts. */
export function cellOf(book: AddressBook, address: number, tag: number, texts: readonly string[]): number {
  const { cells } = book;
  const mask = cells.length - 1;
  let at = firstCell(cells, address, tag);
  while (cells[at + 1] !== 0) {
    if (cells[at] === address && cells[at + 1] === tag) return at;
    at = (at + cellWidth) & mask;
  }
  if ((book.count + 1) * 2 * cellWidth > cells.length) {
    grow(book);
    return cellOf(book, address, tag, texts);
  }
  const { kind, country } = described(book, address, tag, texts);
  cells[at] = address;
  cells[at + 1] = tag;
  cells[at + 3] = kinds.indexOf(kind) | (book.placeOfCountry(country) << 8);
  book.count++;
  return at;
}

function described(book: AddressBook, address: number, tag: number, texts: readonly string[]): DescribedAddress {
  if (book.last?.address !== address || book.last.tag !== tag) {
    book.last = { address, tag, described: book.describe(addressText(address, tag, texts)) };
  }
  return book.last.described;
}

function grow(book: AddressBook): void {
  const { cells } = book;
  const grown = new Uint32Array(cells.length * 2);
  for (let from = 0; from < cells.length; from += cellWidth) {
    if (cells[from + 1] === 0) continue;
    let at = firstCell(grown, cells[from] as number, cells[from + 1] as number);
    while (grown[at + 1] !== 0) at = (at + cellWidth) & (grown.length - 1);
    grown.set(cells.subarray(from, from + cellWidth), at);
  }
  book.cells = grown;
}

export const kindAt = ({ cells }: AddressBook, cell: number): number => (cells[cell + 3] as number) & 255;
export const countryAt = ({ cells }: AddressBook, cell: number): number => (cells[cell + 3] as number) >>> 8;

/** The place of the source in the tables of facts, made by `place` where the address had none yet. */
export function sourceAt(
  book: AddressBook,
  cell: number,
  texts: readonly string[],
  place: (source: string, country: string) => number,
): number {
  const { cells } = book;
  const known = cells[cell + 2] as number;
  if (known !== 0) return known - 1;
  const { source, country } = described(book, cells[cell] as number, cells[cell + 1] as number, texts);
  const index = place(source, country);
  cells[cell + 2] = index + 1;
  return index;
}
