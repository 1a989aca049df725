import type { DigestIncident } from '../../model/digest/digest-incident.ts';
import type { Severity } from '../../model/finding-kind.ts';
import type { Incident, Reason } from '../../model/incident.ts';
import type { DigestInput } from '../digest-input.ts';

const ranks: Readonly<Record<Severity, number>> = { ops: 0, low: 1, medium: 2, high: 3, critical: 4 };

/** Sorts the gravest first: by severity, then by score, then by when they opened. */
export const gravestFirst = (a: Incident, b: Incident): number =>
  ranks[b.severity] - ranks[a.severity] ||
  (b.latest.score ?? 0) - (a.latest.score ?? 0) ||
  a.openedAtMs - b.openedAtMs ||
  (a.id < b.id ? -1 : 1);

/** Whether an incident is of the day at all: it had opened by its end. The first message is no incident to people. */
export const isKnownBy = (incident: Incident, { day }: DigestInput): boolean =>
  incident.finding !== 'first-start' && beganAtMs(incident) < day.toMs;

/** When it began: a door's opening moves back as its history is read, its incident does not. */
const beganAtMs = ({ openedAtMs, latest }: Incident): number =>
  latest.finding === 'exposure' ? Math.min(openedAtMs, latest.openedAtMs) : openedAtMs;

/** Whether something of it was seen in the day. */
export const isOfDay = (incident: Incident, input: DigestInput): boolean =>
  isKnownBy(incident, input) && incident.lastSeenAtMs > input.day.fromMs;

/** Whether it opened in the day. */
export const isNewIn = (incident: Incident, { day }: DigestInput): boolean =>
  beganAtMs(incident) >= day.fromMs && beganAtMs(incident) < day.toMs;

/** How people were told of it first. What shares a message is told by that of another. */
export function toldBy({ announced, toldWith, latest }: Incident, { incidents }: DigestInput): DigestIncident['told'] {
  if (announced !== null) return announced.byDigest ? 'digest' : 'message';
  if (latest.finding === 'exposure' && latest.isFromStart) return 'message';
  const carrier = toldWith === null ? undefined : incidents.find(({ id }) => id === toldWith);
  return carrier === undefined || carrier.announced === null ? 'not' : carrier.announced.byDigest ? 'digest' : 'message';
}

/** The newest reason that an incident was given, '' where it was given none. */
export const lastReason = ({ reasons }: Incident): Reason | '' => reasons.at(-1)?.reason ?? '';

/** An incident in words. */
export function tellIncident(incident: Incident, input: DigestInput): DigestIncident {
  const { id, finding, severity, state, latest, lastSeenAtMs, resolvedAtMs, silence } = incident;
  return {
    id,
    finding,
    severity,
    state,
    score: latest.score,
    openedAtMs: beganAtMs(incident),
    lastSeenAtMs,
    resolvedAtMs,
    ...input.words.incident(incident),
    told: toldBy(incident, input),
    isNew: isNewIn(incident, input),
    silence: silence === null ? null : silenceNow(silence, input.madeAtMs),
  };
}

function silenceNow(silence: NonNullable<Incident['silence']>, atMs: number): DigestIncident['silence'] {
  if (silence.kind === 'acknowledged') return 'acknowledged';
  return atMs < silence.untilMs ? 'snoozed' : null;
}
