import type { Severity } from '../model/finding.ts';

const labels = { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' } as const satisfies Record<Severity, string>;
const marks = { low: '🔵', medium: '🟡', high: '🟠', critical: '🔴' } as const satisfies Record<Severity, string>;
const ranks = { low: 0, medium: 1, high: 2, critical: 3 } as const satisfies Record<Severity, number>;

/** `Critical`. */
export const severityLabel = (severity: Severity): string => labels[severity];
/** `🔴`. */
export const severityMark = (severity: Severity): string => marks[severity];
/** `🔴 Critical`: a colour for those who scan, the word for those who read or listen. */
export const markedSeverity = (severity: Severity): string => `${marks[severity]} ${labels[severity]}`;
/** Sorts the gravest first. */
export const gravestFirst = (a: Severity, b: Severity): number => ranks[b] - ranks[a];
