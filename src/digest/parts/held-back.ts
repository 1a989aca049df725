import type { HeldBack, HeldIncident, HeldReason } from '../../model/digest/held-back.ts';
import type { Incident, Reason, ReasonChange } from '../../model/incident.ts';
import type { DigestInput } from '../digest-input.ts';
import { suppressionUses } from './suppression-uses.ts';
import { gravestFirst, isOfDay, lastReason, tellIncident, toldBy } from './tell-incident.ts';

const incidentsShown = 50;
/** The digest is where these are told. */
const digestOnly: ReadonlySet<string> = new Set(['new-target', 'new-door']);
const heldReasons: readonly HeldReason[] = ['over-budget', 'suppressed', 'snoozed', 'shadow', 'too-old', 'learning', 'pending'];
/** Also of an incident that was told before: nothing more is said of it. */
const silencing: ReadonlySet<Reason | ''> = new Set<Reason>(['suppressed', 'snoozed']);

/** What was found in the day and not told by a message. */
export function heldBack(input: DigestInput): HeldBack {
  const held = input.incidents
    .filter((incident) => isOfDay(incident, input) && !digestOnly.has(incident.finding))
    .flatMap((incident) => heldOf(incident, input))
    .sort((a, b) => rankOf(a.why) - rankOf(b.why) || gravestFirst(a.incident, b.incident));
  return {
    incidents: held.slice(0, incidentsShown).map((one) => tellHeld(one, input)),
    counts: countHeld(held),
    suppressions: suppressionUses(input),
  };
}

interface Held {
  readonly incident: Incident;
  readonly why: ReasonChange & { readonly reason: HeldReason };
}

function heldOf(incident: Incident, input: DigestInput): readonly Held[] {
  const told = toldBy(incident, input);
  if (told === 'message' && !silencing.has(lastReason(incident))) return [];
  const why = incident.reasons.findLast(isHeld);
  return why === undefined ? [] : [{ incident, why }];
}

const isHeld = (change: ReasonChange): change is Held['why'] => heldReasons.some((reason) => reason === change.reason);
const rankOf = ({ reason }: Held['why']): number => heldReasons.indexOf(reason);

const tellHeld = ({ incident, why }: Held, input: DigestInput): HeldIncident => ({
  incident: tellIncident(incident, input),
  reason: why.reason,
  detail: why.detail,
});

function countHeld(held: readonly Held[]): HeldBack['counts'] {
  const groups = Map.groupBy(held, ({ incident, why }) => `${why.reason} ${incident.finding}`);
  return [...groups.values()]
    .flatMap((group) =>
      group.slice(0, 1).map(({ incident, why }) => ({ finding: incident.finding, reason: why.reason, count: group.length })),
    )
    .sort((a, b) => b.count - a.count || (`${a.finding} ${a.reason}` < `${b.finding} ${b.reason}` ? -1 : 1));
}
