const bars = ['▁', '▂', '▃', '▅', '▇'] as const;
/** A day without data is no day with nothing. */
const unknown = '·';

/**
 * A row of numbers as little bars, the highest the longest.
 *
 * @example sparkline([0, 5, null, 10]) // '▁▃·▇'
 */
export function sparkline(values: readonly (number | null)[]): string {
  const highest = Math.max(1, ...values.map((value) => value ?? 0));
  return values.map((value) => (value === null ? unknown : barOf(value / highest))).join('');
}

function barOf(share: number): string {
  return bars[Math.min(bars.length - 1, Math.max(0, Math.round(share * (bars.length - 1))))] ?? bars[0];
}
