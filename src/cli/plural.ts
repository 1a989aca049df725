const format = new Intl.NumberFormat('en-US');

/** A number with its groups of three: `12,345`. */
export const grouped = (value: number): string => format.format(value);

/** `1 flow`, `12,345 flows`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`;
