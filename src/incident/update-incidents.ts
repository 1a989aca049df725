import type { Incident } from '../model/incident.ts';
import type { MessageInput, ToldIncident } from '../model/message-input.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { type Detected, decideReason, decideReleased } from './decide-reason.ts';
import { continueIncident, isPast, openIncident, resolveWhenQuiet } from './follow-incident.ts';
import { carrierId, type Followed } from './followed.ts';
import { joinNew, mostSeparate } from './join-new.ts';
import { markEdited, markPosted, markReplied } from './mark-told.ts';
import { type MessagePlan, planMessages } from './plan-message.ts';
import { recordReason } from './record-reason.ts';

/** A message to compose and to put into the outbox of its carrier. */
interface PlannedMessage {
  readonly carrierId: string;
  readonly input: MessageInput;
}

/** Incidents that share a message, as this evaluation leaves them: to be committed in one batch. */
export interface IncidentGroup {
  readonly members: readonly Followed[];
  /** In the order in which they are to be sent. */
  readonly messages: readonly PlannedMessage[];
}

/**
 * Takes what is found now and the incidents there are, and gives every incident as it is now, each with a named reason to speak or to
 * stay quiet, and the messages that follow.
 *
 * @param stored open incidents, and resolved ones that can still return
 * @param nowMs event time
 * @param isHolding hours that changed late still wait: what they find is held until none does
 */
export function updateIncidents(
  detected: readonly Detected[],
  stored: readonly Incident[],
  settings: DetectionSettings,
  nowMs: number,
  isHolding = false,
): IncidentGroup[] {
  const followed = joinNew(followAll(detected, stored, settings, nowMs, isHolding)).map((member) => record(member, nowMs));
  const ids = new Set(followed.map(({ incident }) => incident.id));
  const alone = followed.map((member) => (ids.has(carrierId(member.incident)) ? member : leaveGroup(member)));
  const groups = Map.groupBy(alone, ({ incident }) => carrierId(incident));
  return [...groups].map(([id, members]) => tell(id, members, settings, nowMs));
}

function followAll(
  detected: readonly Detected[],
  stored: readonly Incident[],
  settings: DetectionSettings,
  nowMs: number,
  isHolding: boolean,
): Followed[] {
  const storedByKey = new Map(stored.map((incident) => [rowKey(incident), incident]));
  const found = detected.map((one) => follow(one, storedByKey.get(rowKey(one.finding)) ?? null, settings, nowMs, isHolding));
  const foundKeys = new Set(detected.map(({ finding }) => rowKey(finding)));
  const quiet = stored.filter((incident) => !foundKeys.has(rowKey(incident)));
  return [...found, ...quiet.map((incident) => followQuiet(incident, nowMs, isHolding))];
}

/** An incident whose finding is not there now: one that was held is told when nothing is held any more, others rest. */
function followQuiet(incident: Incident, nowMs: number, isHolding: boolean): Followed {
  const decision = decideReleased(incident, isHolding);
  const isHeld = incident.announced === null && incident.reasons.at(-1)?.reason === 'pending';
  return { stored: incident, incident: isHeld ? incident : resolveWhenQuiet(incident, nowMs), decision, isLate: isHeld };
}

function rowKey({ finding, key }: { readonly finding: string; readonly key: string }): string {
  return `${finding}\n${key}`;
}

function follow(
  detected: Detected,
  stored: Incident | null,
  settings: DetectionSettings,
  nowMs: number,
  isHolding: boolean,
): Followed {
  const incident =
    stored === null || isPast(stored, nowMs) ? openIncident(detected.finding) : continueIncident(stored, detected.finding, nowMs);
  const decision = decideReason(incident, detected, settings, nowMs, isHolding);
  return { stored, incident, decision, isLate: detected.isLate };
}

function record(member: Followed, nowMs: number): Followed {
  return member.decision === null ? member : { ...member, incident: recordReason(member.incident, member.decision, nowMs) };
}

/** The incident that carried its message is gone: from now on it speaks for itself. */
function leaveGroup(member: Followed): Followed {
  return { ...member, incident: { ...member.incident, toldWith: null } };
}

function tell(id: string, members: readonly Followed[], settings: DetectionSettings, nowMs: number): IncidentGroup {
  const sorted = [...members].sort((a, b) => (a.incident.id < b.incident.id ? -1 : 1));
  const carrier = sorted.find(({ incident }) => incident.id === id)?.incident;
  if (carrier === undefined) return { members, messages: [] };
  const plans = planMessages(carrier, sorted, nowMs);
  const messages = plans.flatMap((plan) => planned(carrier, plan, sorted, settings, nowMs));
  return { members: sorted.map((member) => plans.reduce((marked, plan) => mark(marked, plan, nowMs), member)), messages };
}

function mark(member: Followed, plan: MessagePlan, nowMs: number): Followed {
  const { incident } = member;
  if (plan.kind === 'post') return { ...member, incident: markPosted(incident, nowMs) };
  if (plan.kind === 'edit') return { ...member, incident: markEdited(incident, nowMs) };
  const isSpeaker = plan.speakers.some((speaker) => speaker.incident.id === incident.id);
  return isSpeaker ? { ...member, incident: markReplied(incident, nowMs) } : member;
}

function planned(
  carrier: Incident,
  plan: MessagePlan,
  members: readonly Followed[],
  settings: DetectionSettings,
  nowMs: number,
): PlannedMessage[] {
  const about = plan.kind === 'reply' ? members.filter((member) => plan.speakers.includes(member)) : members;
  const [first, ...others] = about.map(({ incident }) => toldIncident(incident));
  if (first === undefined) return [];
  const input: MessageInput = {
    turn: plan.kind,
    reason: plan.reason,
    detail: detailOf(plan),
    incidents: [first, ...others],
    layout: about.length > mostSeparate ? 'table' : 'full',
    settings,
    atMs: nowMs,
  };
  return [{ carrierId: carrier.id, input }];
}

function detailOf(plan: MessagePlan): string {
  if (plan.kind === 'edit')
    return plan.reason === 'resolved' ? 'Nothing was seen of it for 24 hours.' : 'What it shows has changed.';
  if (plan.speakers.length === 0) return 'What it shows has changed before it was sent.';
  return plan.speakers.map(({ decision }) => decision?.detail ?? '').join(' ');
}

function toldIncident({
  id,
  latest,
  severity,
  state,
  openedAtMs,
  lastSeenAtMs,
  resolvedAtMs,
  announced,
}: Incident): ToldIncident {
  const resolved = state === 'resolved' ? resolvedAtMs : null;
  return { id, finding: latest, severity, state, openedAtMs, lastSeenAtMs, resolvedAtMs: resolved, announced };
}
