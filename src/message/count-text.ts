const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `1 packet`, `1,200 packets`; `many` for nouns that take more than an s. */
export const countText = (count: number, one: string, many: string = `${one}s`): string =>
  `${numbers.format(count)} ${count === 1 ? one : many}`;

/** `1,200`. */
export const numberText = (count: number): string => numbers.format(count);

/** Bytes in powers of 1000: `640 bytes`, `4.2 kB`. */
export function bytesText(bytes: number): string {
  const power = Math.min(byteUnits.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${decimals.format(bytes / 1000 ** power)} ${byteUnits[power]}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(items: readonly string[], joint: 'and' | 'or' = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1)}`;
}

/** Items named one by one; the rest is counted. */
const namedItems = 4;

/** The first four of many, and how many more there are: `a`, `b`, `c`, `d`, `3 more ports`. */
export function someOf(items: readonly string[], one: string, many: string = `${one}s`): readonly string[] {
  if (items.length <= namedItems) return items;
  return [...items.slice(0, namedItems), countText(items.length - namedItems, one, many)];
}

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
] as const;

/** `third`, for 1 to 14, the days that are looked back on; what is less is `first`. */
export const ordinalText = (position: number): string => ordinals[Math.min(ordinals.length, Math.max(1, position)) - 1] ?? '';

/** A share of 1 in whole percent: `10 %`, `under 1 %`. */
export function percentText(share: number): string {
  const percent = Math.round(share * 100);
  return percent === 0 && share > 0 ? 'under 1 %' : `${percent} %`;
}

/** Points of a score to one decimal: `11.9`. */
export const pointsText = (points: number): string => points.toFixed(1);

/** How many times a usual number it is, the usual at least 1: `7.1`. */
export const timesText = (count: number, usual: number): string => decimals.format(count / Math.max(1, usual));

/** Points that a step adds or takes: `+15.0`, `−63.1`. */
export const signedPointsText = (points: number): string => `${points < 0 ? '−' : '+'}${pointsText(Math.abs(points))}`;

/** A usual number, which can lie between two: `4.5`; from a hundred on without its half. */
export const usualText = (count: number): string => decimals.format(count < 100 ? count : Math.round(count));

/** `once`, `twice`, `3 times`. */
export const timesOver = (count: number): string => ['once', 'twice'][count - 1] ?? countText(count, 'time');
