const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** `one attempt`, `1,200 attempts`. */
export const countWords = (count: number, one: string, many: string = `${one}s`): string =>
  count === 1 ? `one ${one}` : `${numbers.format(count)} ${many}`;

/** `1,200`; a median can lie between two: `4.5`. */
export const numberWords = (count: number): string => decimals.format(count);

/** `a`, `a and b`, `a, b and c`. */
export const listWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** As a sentence begins. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
