import type { DescribeAddress, DescribedAddress } from '../model/address.ts';
import { createKeyTable, type KeyTable, rowOfOne } from './key-table.ts';

/** Addresses of a chunk, each described once: IPv4 by number, others by their index in the decoder's texts. */
export interface AddressBook {
  readonly describe: DescribeAddress;
  readonly ipv4: KeyTable;
  /** Entries of IPv4 addresses, by row of `ipv4`. */
  readonly ipv4Entries: AddressEntry[];
  /** Entries of IPv6 addresses, by index in the texts. */
  readonly textEntries: AddressEntry[];
}

/** An address with the places it has in the tables; -1 while it has none. */
export interface AddressEntry extends DescribedAddress {
  readonly text: string;
  sourceIndex: number;
  countryIndex: number;
}

export const createAddressBook = (describe: DescribeAddress): AddressBook => ({
  describe,
  ipv4: createKeyTable(1, 1024),
  ipv4Entries: [],
  textEntries: [],
});

/** Dotted text of an IPv4 address given as a number. */
export const ipv4Text = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

const entryOf = (book: AddressBook, text: string): AddressEntry => ({
  ...book.describe(text),
  text,
  sourceIndex: -1,
  countryIndex: -1,
});

/** The entry of an IPv4 address. */
export function ipv4Entry(book: AddressBook, address: number): AddressEntry {
  const row = rowOfOne(book.ipv4, address);
  const known = book.ipv4Entries[row];
  if (known !== undefined) return known;
  const entry = entryOf(book, ipv4Text(address));
  book.ipv4Entries.push(entry);
  return entry;
}

/** The entry of the address text with this index. */
export function textEntry(book: AddressBook, index: number, texts: readonly string[]): AddressEntry {
  const known = book.textEntries[index];
  if (known !== undefined) return known;
  const entry = entryOf(book, texts[index] ?? '');
  book.textEntries[index] = entry;
  return entry;
}
