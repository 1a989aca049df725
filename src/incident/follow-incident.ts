import type { Finding } from '../model/finding.ts';
import type { Incident } from '../model/incident.ts';
import { incidentId } from './incident-id.ts';
import { keepEvidence } from './keep-evidence.ts';
import { keepExposure } from './keep-exposure.ts';
import { higherSeverity } from './severity-rank.ts';

const hourMs = 3_600_000;
/** An incident of which nothing was seen for this long is resolved. */
const quietMs = 24 * hourMs;
/** An open door through which nobody came for this long. */
const openQuietMs = 14 * 24 * hourMs;
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
 * what was known before is no return. What was told is kept beside what the window still shows; of an incident that was never told, or
 * that returned, only what is found now counts. What someone said to silence it ends with its return.
 */
export function continueIncident(before: Incident, finding: Finding, nowMs: number): Incident {
  const returns = before.state === 'resolved' && !isOver(finding, nowMs);
  const isTold = before.announced !== null && !returns;
  return {
    ...before,
    state: returns ? 'open' : before.state,
    silence: returns ? null : before.silence,
    latest: keepKnown(before.latest, finding, isTold),
    lastSeenAtMs: Math.max(before.lastSeenAtMs, finding.lastSeenAtMs),
    severity: higherSeverity(before.severity, finding.severity),
  };
}

/** What people were told of a breakthrough leaves the window, what is known of a door leaves the history; all else is as it is now. */
function keepKnown(known: Finding, now: Finding, isTold: boolean): Finding {
  if (known.finding === 'exposure' && now.finding === 'exposure') return keepExposure(known, now);
  return isTold && known.finding === 'breakthrough' && now.finding === 'breakthrough' ? keepEvidence(known, now) : now;
}

/** Resolves an open incident that is over; gives others back as they are. */
export function resolveWhenOver(incident: Incident, nowMs: number): Incident {
  const isEnded = incident.state === 'open' && isOver({ ...incident.latest, lastSeenAtMs: incident.lastSeenAtMs }, nowMs);
  return isEnded ? { ...incident, state: 'resolved', resolvedAtMs: nowMs } : incident;
}

/** An open door does not close by being quiet: it is over a day after its closing, or when nobody was let in for fourteen days. */
function isOver(finding: Finding, nowMs: number): boolean {
  if (finding.finding !== 'exposure') return nowMs - finding.lastSeenAtMs >= quietMs;
  if (finding.closedAtMs !== null) return nowMs - finding.closedAtMs >= quietMs;
  return nowMs - finding.lastLetInAtMs >= openQuietMs;
}
