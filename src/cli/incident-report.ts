import type { FindingId, Severity } from '../model/finding.ts';
import type { Incident, Reason } from '../model/incident.ts';

/** An incident as `--json` prints it; the order of the fields is that of the output. */
export interface IncidentReport {
  readonly id: string;
  readonly finding: FindingId;
  readonly severity: Severity;
  /** null for findings that are not scored. */
  readonly score: number | null;
  /** Of several the first; null for findings that are about nobody in particular. */
  readonly source: string | null;
  /** The target's name; null for findings that are about no target. */
  readonly target: string | null;
  readonly port: number | null;
  /** Why it was told, or if it never was, why not. */
  readonly reason: Reason | null;
  /** When it opened, ISO 8601. */
  readonly at: string;
}

const quiet: ReadonlySet<Reason> = new Set<Reason>([
  'pending',
  'learning',
  'snoozed',
  'suppressed',
  'over-budget',
  'too-old',
  'no-change',
  'shadow',
  'joined',
]);

/** An incident → the fields that people and scripts look at. */
export function incidentReport({ id, finding, severity, latest, reasons, openedAtMs }: Incident): IncidentReport {
  const told = reasons.find(({ reason }) => !quiet.has(reason)) ?? reasons.find(({ reason }) => reason !== 'no-change');
  return {
    id,
    finding,
    severity,
    score: latest.score === null ? null : Math.round(latest.score),
    source: 'source' in latest ? latest.source : (latest.sources[0] ?? null),
    target: 'targetName' in latest ? latest.targetName : null,
    port: 'port' in latest ? latest.port : (latest.doors[0]?.port ?? null),
    reason: told?.reason ?? reasons.at(-1)?.reason ?? null,
    at: new Date(openedAtMs).toISOString(),
  };
}
