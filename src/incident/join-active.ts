import type { Finding } from '../model/finding.ts';
import type { Incident } from '../model/incident.ts';
import { channelOf } from './channel-of.ts';
import type { Decision, DecisionContext } from './decision.ts';
import { carrierId, type Followed } from './followed.ts';
import { stageOf } from './message-stage.ts';
import { isHigher } from './severity-rank.ts';
import { doorTexts, joinsByDoor } from './shared-doors.ts';

const dayMs = 24 * 3_600_000;

/**
 * Joins what would be told for the first time to a message of the last day that is out already and tells of the same target and port: a
 * reply to it where it brings a new kind or a higher severity, or is a break-in, else an edit. A break-in joins also what tells of the
 * same source elsewhere, by a reply.
 */
export function joinActive(followed: readonly Followed[], { settings, nowMs }: DecisionContext): Followed[] {
  const active = activeGroups(followed, nowMs);
  return followed.map((member) => {
    const { incident, decision } = member;
    if (decision?.reason !== 'first' || member.isLate || !joinsByDoor(incident.latest)) return member;
    const group =
      active.find(({ members }) => sharesDoor(members, incident.latest)) ??
      active.find(({ members }) => isElsewhere(members, incident.latest));
    if (group === undefined || channelOf(group.carrier, settings) !== channelOf(incident, settings)) return member;
    const joined = { ...incident, toldWith: group.carrier.id };
    return { ...member, incident: joined, decision: decisionOf(incident, group) };
  });
}

/** Incidents whose message is out or waits. */
interface ActiveGroup {
  readonly carrier: Incident;
  /** Those of them that were told and seen within a day. */
  readonly members: readonly Incident[];
}

/** The oldest first. */
function activeGroups(followed: readonly Followed[], nowMs: number): ActiveGroup[] {
  const incidents = followed.map(({ incident }) => incident);
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  const groups = Map.groupBy(
    incidents.filter((incident) => isActive(incident, nowMs)),
    carrierId,
  );
  return [...groups]
    .flatMap(([id, members]) => {
      const carrier = byId.get(id);
      return carrier === undefined || stageOf(carrier) === 'none' ? [] : [{ carrier, members }];
    })
    .sort((a, b) => a.carrier.openedAtMs - b.carrier.openedAtMs || (a.carrier.id < b.carrier.id ? -1 : 1));
}

/** Told, open, and seen within a day. */
function isActive({ announced, state, lastSeenAtMs, latest }: Incident, nowMs: number): boolean {
  const isTold = announced !== null && !announced.byDigest;
  return isTold && state === 'open' && nowMs - lastSeenAtMs < dayMs && joinsByDoor(latest);
}

function sharesDoor(members: readonly Incident[], finding: Finding): boolean {
  const doors = new Set(doorTexts(finding));
  return members.some(({ latest }) => doorTexts(latest).some((door) => doors.has(door)));
}

/** Whether a message tells of a break-in by the same source. */
const isElsewhere = (members: readonly Incident[], { finding, sources }: Finding): boolean =>
  finding === 'breakthrough' && members.some((other) => other.finding === finding && other.latest.sources[0] === sources[0]);

function decisionOf({ finding, severity, latest }: Incident, { carrier, members }: ActiveGroup): Decision {
  if (!sharesDoor(members, latest)) {
    return { reason: 'new-target', detail: `Told with incident ${carrier.id}: the same source got in there as well.` };
  }
  const where = `Told with incident ${carrier.id}, which is about the same target and port`;
  if (finding === 'breakthrough') return { reason: 'got-through', detail: `${where}: a source that was denied there got in.` };
  if (members.every((other) => other.finding !== finding))
    return { reason: 'new-kind', detail: `${where}: ${finding} is new there.` };
  if (members.every((other) => isHigher(severity, other.severity))) {
    return { reason: 'severity-rose', detail: `${where}: ${severity} is higher than what was told there.` };
  }
  return { reason: 'joined', detail: `${where}; nothing in it is new enough to be told apart.` };
}
