const grouped = new Intl.NumberFormat('en-US');

/** A number with its groups of three: `12,345`. */
export const number = (value: number): string => grouped.format(value);

/** `1 flow`, `12,345 flows`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${number(count)} ${count === 1 ? one : many}`;
