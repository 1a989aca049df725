const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `1 packet`, `1,200 packets`. */
export const countText = (count: number, noun: string): string => `${numbers.format(count)} ${noun}${count === 1 ? '' : 's'}`;

/** `1,200`. */
export const numberText = (count: number): string => numbers.format(count);

/** Bytes in powers of 1000: `640 bytes`, `4.2 kB`. */
export function bytesText(bytes: number): string {
  const power = Math.min(byteUnits.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${decimals.format(bytes / 1000 ** power)} ${byteUnits[power]}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Items named one by one; the rest is counted. */
const namedItems = 4;

/** The first four of many, and how many more there are: `a`, `b`, `c`, `d`, `3 more ports`. */
export function someOf(items: readonly string[], rest: string): readonly string[] {
  if (items.length <= namedItems) return items;
  return [...items.slice(0, namedItems), countText(items.length - namedItems, rest)];
}
