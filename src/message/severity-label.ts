import type { Severity } from '../model/finding-kind.ts';
import type { ToldIncident } from '../model/message-input.ts';

const labels = { ops: 'Knockwatch', low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' } as const satisfies Record<
  Severity,
  string
>;
const marks = { ops: '⚪', low: '🔵', medium: '🟡', high: '🟠', critical: '🔴' } as const satisfies Record<Severity, string>;
const ranks = { ops: 0, low: 1, medium: 2, high: 3, critical: 4 } as const satisfies Record<Severity, number>;

/** `Critical`. */
export const severityLabel = (severity: Severity): string => labels[severity];
/** `🔴`. */
export const severityMark = (severity: Severity): string => marks[severity];
/** `🔴 Critical`: a colour for those who scan, the word for those who read or listen. */
export const markedSeverity = (severity: Severity): string => `${marks[severity]} ${labels[severity]}`;

type Graded = Pick<ToldIncident, 'severity' | 'finding'>;

/** Sorts the gravest first: by severity, then by score. */
export const gravestFirst = (a: Graded, b: Graded): number =>
  ranks[b.severity] - ranks[a.severity] || (b.finding.score ?? 0) - (a.finding.score ?? 0);
