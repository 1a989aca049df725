import type { Compared } from '../../model/digest/day-sums.ts';

/** Fewer days say nothing about what is usual. */
const leastDays = 3;
/** On a smaller base a percentage only frightens. */
const leastBase = 20;

/** Sets a number beside the median of earlier days; see `Compared`. */
export type Compare = (now: number, earlier: readonly number[]) => Compared;

/** How numbers of a day are compared: one that is not whole has fewer of everything, which is no change. */
export const compareDay =
  (isWhole: boolean): Compare =>
  (now, earlier) => {
    const usual = earlier.length < leastDays ? null : medianOf(earlier);
    return { now, usual, change: !isWhole || usual === null || usual < leastBase ? null : now / usual - 1 };
  };

/** Of an even number the mean of the two in the middle. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
