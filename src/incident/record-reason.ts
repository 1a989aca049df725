import type { Incident } from '../model/incident.ts';
import type { Decision } from './decision.ts';

/** Changes of reason that an incident keeps. */
const reasonsKept = 200;

/** Keeps a decision where its reason differs from the one before; the newest 200 changes stay. */
export function recordReason(incident: Incident, { reason, detail }: Decision, nowMs: number): Incident {
  if (incident.reasons.at(-1)?.reason === reason) return incident;
  return { ...incident, reasons: [...incident.reasons, { atMs: nowMs, reason, detail }].slice(-reasonsKept) };
}
