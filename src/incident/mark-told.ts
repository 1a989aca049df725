import type { Incident } from '../model/incident.ts';

/** Notes that a post tells of an incident: what it says is what its message shows. */
export function markPosted(incident: Incident, nowMs: number): Incident {
  const { severity, latest } = incident;
  return { ...incident, announced: { severity, replied: latest.replied, atMs: nowMs, shown: latest, shownAtMs: nowMs } };
}

/** Notes that a reply told of an incident; its message still shows what it did. */
export function markReplied(incident: Incident, nowMs: number): Incident {
  const { announced, severity, latest } = incident;
  return announced === null
    ? incident
    : { ...incident, announced: { ...announced, severity, replied: latest.replied, atMs: nowMs } };
}

/** Notes that an edit shows an incident as it is now; nothing was told by it. */
export function markEdited(incident: Incident, nowMs: number): Incident {
  const { announced, latest } = incident;
  return announced === null ? incident : { ...incident, announced: { ...announced, shown: latest, shownAtMs: nowMs } };
}
