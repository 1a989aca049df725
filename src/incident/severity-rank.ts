import type { Severity } from '../model/finding.ts';

const ranks: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2, critical: 3 };

/** Whether one severity is higher than another. */
export function isHigher(a: Severity, b: Severity): boolean {
  return ranks[a] > ranks[b];
}

/** The higher of two severities. */
export function higherSeverity(a: Severity, b: Severity): Severity {
  return isHigher(b, a) ? b : a;
}
