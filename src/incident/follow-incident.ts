import type { Finding } from '../model/finding.ts';
import type { Incident } from '../model/incident.ts';
import { incidentId } from './incident-id.ts';
import { keepEvidence } from './keep-evidence.ts';
import { higherSeverity } from './severity-rank.ts';

const hourMs = 3_600_000;
/** An incident of which nothing was seen for this long is resolved. */
const quietMs = 24 * hourMs;
/** A resolved incident whose finding comes back within this time has returned; later it is a new one. */
const returnMs = 7 * 24 * hourMs;

/** Opens an incident for a finding. Its opening slot is that of the finding, not of the evaluation that saw it. */
export function openIncident(finding: Finding): Incident {
  return {
    id: incidentId(finding.finding, finding.key, finding.openedAtMs),
    finding: finding.finding,
    key: finding.key,
    state: 'open',
    openedAtMs: finding.openedAtMs,
    lastSeenAtMs: finding.lastSeenAtMs,
    resolvedAtMs: null,
    latest: finding,
    severity: finding.severity,
    announced: null,
    silence: null,
    toldWith: null,
    posted: null,
    reasons: [],
    outbox: [],
  };
}

/** Whether a resolved incident can no longer return: its finding opens a new one. */
export function isPast({ state, resolvedAtMs }: Incident, nowMs: number): boolean {
  return state === 'resolved' && nowMs - (resolvedAtMs ?? nowMs) >= returnMs;
}

/**
 * Takes what is found now into an incident; a resolved one opens again, unless what is found lies a day back: a late hour that shows
 * what was known before is no return. What was told is kept beside what the window still shows;
 * of an incident that was never told, or that returned, only what is found now counts.
 */
export function continueIncident(before: Incident, finding: Finding, nowMs: number): Incident {
  const returns = before.state === 'resolved' && nowMs - finding.lastSeenAtMs < quietMs;
  const isTold = before.announced !== null && !returns;
  return {
    ...before,
    state: returns ? 'open' : before.state,
    latest:
      isTold && before.latest.finding === 'breakthrough' && finding.finding === 'breakthrough'
        ? keepEvidence(before.latest, finding)
        : finding,
    lastSeenAtMs: Math.max(before.lastSeenAtMs, finding.lastSeenAtMs),
    severity: higherSeverity(before.severity, finding.severity),
  };
}

/** Resolves an open incident that was quiet for a day; gives others back as they are. */
export function resolveWhenQuiet(incident: Incident, nowMs: number): Incident {
  const isQuiet = incident.state === 'open' && nowMs - incident.lastSeenAtMs >= quietMs;
  return isQuiet ? { ...incident, state: 'resolved', resolvedAtMs: nowMs } : incident;
}
