import type { Finding } from '../model/finding.ts';
import type { FindingId, Severity } from '../model/finding-kind.ts';
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
  /** The target's name; null for findings that are about no target, or several. */
  readonly target: string | null;
  /** null for findings that are about no port, or several. */
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

/** What every evaluation can say of an incident besides what keeps it quiet. */
const passing: ReadonlySet<Reason> = new Set<Reason>(['pending', 'no-change']);

/** Whether a reason is one to stay quiet. */
export const isQuietReason = (reason: Reason): boolean => quiet.has(reason);

/** Whether it spoke, in a message of its own or in one that it shares. */
export const wasTold = ({ reasons, toldWith }: Incident): boolean =>
  reasons.some(({ reason }) => !quiet.has(reason)) || (toldWith !== null && reasons.some(({ reason }) => reason === 'joined'));

/** An incident → the fields that people and scripts look at. */
export function incidentReport({ id, finding, severity, latest, reasons, openedAtMs }: Incident): IncidentReport {
  const told = reasons.find(({ reason }) => !quiet.has(reason)) ?? reasons.find(({ reason }) => !passing.has(reason));
  return {
    id,
    finding,
    severity,
    score: latest.score === null ? null : Math.round(latest.score),
    source: 'source' in latest ? latest.source : (latest.sources[0] ?? null),
    target: targetOf(latest),
    port: portOf(latest),
    reason: told?.reason ?? reasons.at(-1)?.reason ?? null,
    at: new Date(openedAtMs).toISOString(),
  };
}

/** A user's rule can be about several: then none is named. */
function targetOf(finding: Finding): string | null {
  if ('targetNames' in finding) return finding.targetNames.length === 1 ? (finding.targetNames[0] ?? null) : null;
  return 'targetName' in finding ? finding.targetName : null;
}

function portOf(finding: Finding): number | null {
  if ('port' in finding) return finding.port;
  if ('door' in finding) return finding.door.port;
  const ports = new Set(finding.doors.map(({ port }) => port));
  return ports.size === 1 ? ([...ports][0] ?? null) : null;
}
