import * as v from 'valibot';

// Every message says what was expected: it ends a line "file:line:column field: is …, expected MESSAGE".

/** A whole number of something within bounds: `wholeNumber(1, 100, 'attempts')`. */
export function wholeNumber(least: number, most: number, what: string) {
  const expected = `a whole number of ${what} from ${least} to ${most}`;
  return v.pipe(v.number(expected), v.integer(expected), v.minValue(least, expected), v.maxValue(most, expected));
}

/** A number within bounds, described: `numberFrom(0.8, 1.3, 'a number')`. */
export function numberFrom(least: number, most: number, what: string) {
  const expected = `${what} from ${least} to ${most}`;
  return v.pipe(v.number(expected), v.minValue(least, expected), v.maxValue(most, expected));
}
