import type { Severity } from '../model/finding-kind.ts';

const ranks: Readonly<Record<Severity, number>> = { ops: 0, low: 1, medium: 2, high: 3, critical: 4 };

/** Whether one severity is higher than another. */
export function isHigher(a: Severity, b: Severity): boolean {
  return ranks[a] > ranks[b];
}

/** The higher of two severities. */
export function higherSeverity(a: Severity, b: Severity): Severity {
  return isHigher(b, a) ? b : a;
}

/** Sorts the gravest first. */
export const gravestFirst = (a: Severity, b: Severity): number => ranks[b] - ranks[a];
