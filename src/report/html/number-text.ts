const whole = new Intl.NumberFormat('en-US');
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** `12,345`. */
export const numberText = (count: number): string => whole.format(count);

/** For axes and cells: `12K`, `1.2M`. */
export const shortNumber = (count: number): string => short.format(count);

/** `1 source`, `2 sources`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${numberText(count)} ${count === 1 ? one : many}`;
