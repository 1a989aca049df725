import type { DigestIncident } from '../../model/digest/digest-incident.ts';
import type { NeedsAction } from '../../model/digest.ts';
import type { Incident, Reason } from '../../model/incident.ts';
import type { DigestInput } from '../digest-input.ts';
import { gravestFirst, isKnownBy, lastReason, tellIncident, toldBy } from './tell-incident.ts';

const incidentsShown = 30;
/** What people asked to be quiet about, or set to be only counted, asks for nothing. */
const silent: ReadonlySet<Reason | ''> = new Set<Reason>(['suppressed', 'snoozed', 'shadow']);

/** What waits for somebody: incidents that are open when the digest is made, if they had opened by the end of its day. */
export function needsAction(input: DigestInput): NeedsAction {
  const open = input.incidents.filter((incident) => incident.state === 'open' && isKnownBy(incident, input));
  const others = open.filter(({ finding }) => finding !== 'exposure' && finding !== 'blind');
  return {
    exposures: told(open.filter(standsOpen).sort(longestFirst), input),
    incidents: told(others.filter((incident) => asksForAction(incident, input)).sort(gravestFirst), input),
    blind: told(open.filter(isBlind).sort(longestFirst), input),
  };
}

const told = (incidents: readonly Incident[], input: DigestInput): readonly DigestIncident[] =>
  incidents.slice(0, incidentsShown).map((incident) => tellIncident(incident, input));

/** A door that somebody acknowledged stands open all the same. */
function standsOpen(incident: Incident): boolean {
  const { latest } = incident;
  const reason = lastReason(incident);
  return latest.finding === 'exposure' && latest.state === 'open' && reason !== 'suppressed' && reason !== 'shadow';
}

/** Whether an incident was told, by a message or because there was no room for one, and nobody asked for quiet. */
export const asksForAction = (incident: Incident, input: DigestInput): boolean =>
  toldBy(incident, input) !== 'not' && !silent.has(lastReason(incident));

/** What one evaluation alone saw may be gone at the next. */
const isBlind = (incident: Incident): boolean =>
  incident.finding === 'blind' && !silent.has(lastReason(incident)) && lastReason(incident) !== 'pending';

const longestFirst = (a: Incident, b: Incident): number => a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1);
