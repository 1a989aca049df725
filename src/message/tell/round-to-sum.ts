/**
 * Rounds numbers to one decimal so that they add up to their sum rounded to one decimal: those cut off most are rounded up.
 *
 * @param sum of the values, but for errors of arithmetic
 * @example roundToSum([0.25, 0.25], 0.5) // [0.3, 0.2]
 */
export function roundToSum(values: readonly number[], sum: number): readonly number[] {
  const tenths = values.map((value) => Math.floor(value * 10));
  const missing = Math.round(sum * 10) - tenths.reduce((total, tenth) => total + tenth, 0);
  const order = values.map((value, index) => ({ index, cut: value * 10 - Math.floor(value * 10) })).sort((a, b) => b.cut - a.cut);
  const raised = new Set(order.slice(0, Math.max(0, missing)).map(({ index }) => index));
  return tenths.map((tenth, index) => (raised.has(index) ? tenth + 1 : tenth) / 10);
}
