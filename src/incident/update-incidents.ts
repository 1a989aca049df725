import type { Finding } from '../model/finding.ts';
import type { Incident, ToldToday } from '../model/incident.ts';
import type { MessageInput } from '../model/message-input.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { decideAwake, decideReason, decideReleased } from './decide-reason.ts';
import { type DecisionContext, type Detected, isHeld } from './decision.ts';
import { continueIncident, isPast, openIncident, resolveWhenOver } from './follow-incident.ts';
import { carrierId, type Followed } from './followed.ts';
import { joinActive } from './join-active.ts';
import { joinNew } from './join-new.ts';
import { isKnownOpening } from './keep-exposure.ts';
import { markEdited, markPosted, markReplied } from './mark-told.ts';
import { type MessageTerms, messageInput } from './message-input.ts';
import { type MessagePlan, planMessages } from './plan-message.ts';
import { recordReason } from './record-reason.ts';
import { endOldSilence } from './silence-incident.ts';
import { spendBudget } from './spend-budget.ts';

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

/** What one evaluation makes of its findings. */
export interface UpdatedIncidents {
  readonly groups: readonly IncidentGroup[];
  /** New messages told today, these included. */
  readonly told: ToldToday;
}

/** What incidents are updated from, besides what is found. */
export interface UpdateInput {
  /** Open incidents, and resolved ones that can still return. */
  readonly stored: readonly Incident[];
  /** New messages told before, by channel. */
  readonly told: ToldToday;
  readonly settings: DetectionSettings;
  /** Event time, ms. */
  readonly nowMs: number;
  /** Hours that changed late still wait: what they find is held until none does. */
  readonly isHolding: boolean;
  /** Presses of buttons can be taken: messages show some. */
  readonly hasButtons: boolean;
}

/** Nothing told yet. */
export const nothingTold: ToldToday = { day: '', channels: {} };

/**
 * Takes what is found now and the incidents there are, and gives every incident as it is now, each with a named reason to speak or to
 * stay quiet, and the messages that follow.
 */
export function updateIncidents(detected: readonly Detected[], input: UpdateInput): UpdatedIncidents {
  const { settings, nowMs, told, hasButtons } = input;
  const context = { ...input, hasStarted: hasStarted(detected, input.stored) };
  const followed = joinNew(joinActive(followAll(detected, input.stored, context), context));
  const ids = new Set(followed.map(({ incident }) => incident.id));
  const alone = followed.map((member) => (ids.has(carrierId(member.incident)) ? member : leaveGroup(member)));
  const byCarrier = [...Map.groupBy(alone, ({ incident }) => carrierId(incident))];
  const spent = spendBudget(
    byCarrier.map(([carrier, members]) => ({ carrierId: carrier, members })),
    told,
    settings,
    nowMs,
  );
  const groups = spent.groups.map(({ carrierId: id, members }) =>
    tell(
      id,
      members.map((member) => record(member, nowMs)),
      { settings, nowMs, hasButtons },
    ),
  );
  return { groups, told: spent.told };
}

/** The first message is out, or there is none to come: what is found is not of a network whose watching has just begun. */
function hasStarted(detected: readonly Detected[], stored: readonly Incident[]): boolean {
  const isToCome = detected.some(({ finding }) => finding.finding === 'first-start');
  return !isToCome || stored.some(({ finding, announced }) => finding === 'first-start' && announced !== null);
}

function followAll(detected: readonly Detected[], stored: readonly Incident[], context: DecisionContext): Followed[] {
  const storedByKey = new Map(stored.map((incident) => [rowKey(incident), incident]));
  const storedOf = ({ finding }: Detected): Incident | null => storedByKey.get(rowKey(finding)) ?? null;
  const news = detected.filter((one) => !isKnownLate(one, storedOf(one)));
  const found = news.map((one) => follow(one, storedOf(one), context));
  const foundKeys = new Set(news.map(({ finding }) => rowKey(finding)));
  const quiet = stored.filter((incident) => !foundKeys.has(rowKey(incident)));
  return [...found, ...quiet.map((incident) => followQuiet(incident, context))];
}

/** A late hour shows a door as it was then: what is known of it since counts. */
function isKnownLate({ finding, isLate }: Detected, stored: Incident | null): boolean {
  const known = stored?.latest;
  return isLate && finding.finding === 'exposure' && known?.finding === 'exposure' && isKnownOpening(known, finding);
}

/**
 * An incident whose finding is not there now: one that was held is told when nothing is held any more, one that was silenced when that is
 * over, others rest.
 */
function followQuiet(stored: Incident, context: DecisionContext): Followed {
  const isWaiting = stored.announced === null && isHeld(stored.reasons.at(-1));
  if (isWaiting) return { stored, incident: stored, decision: decideReleased(stored, context), isLate: true };
  const { nowMs } = context;
  const awake = endOldSilence(stored, nowMs);
  const incident = resolveWhenOver(awake, nowMs);
  return { stored, incident, decision: awake === stored ? null : decideAwake(incident, nowMs), isLate: false };
}

function rowKey({ finding, key }: { readonly finding: string; readonly key: string }): string {
  return `${finding}\n${key}`;
}

function follow(detected: Detected, stored: Incident | null, context: DecisionContext): Followed {
  const { finding, isLate } = detected;
  const { nowMs } = context;
  const isNew = stored === null || isPast(stored, nowMs);
  const incident = isNew ? openIncident(finding) : goOn(stored, finding, nowMs);
  return { stored, incident, decision: decideReason(incident, detected, context), isLate };
}

const goOn = (stored: Incident, finding: Finding, nowMs: number): Incident =>
  resolveWhenOver(continueIncident(endOldSilence(stored, nowMs), finding, nowMs), nowMs);

function record(member: Followed, nowMs: number): Followed {
  return member.decision === null ? member : { ...member, incident: recordReason(member.incident, member.decision, nowMs) };
}

/** The incident that carried its message is gone: from now on it speaks for itself. */
function leaveGroup(member: Followed): Followed {
  return { ...member, incident: { ...member.incident, toldWith: null } };
}

function tell(id: string, members: readonly Followed[], terms: MessageTerms): IncidentGroup {
  const sorted = [...members].sort((a, b) => (a.incident.id < b.incident.id ? -1 : 1));
  const carrier = sorted.find(({ incident }) => incident.id === id)?.incident;
  if (carrier === undefined) return { members, messages: [] };
  const { nowMs } = terms;
  const plans = planMessages(carrier, sorted, nowMs);
  const messages = plans.flatMap((plan) => {
    const input = messageInput(plan, carrier.id, sorted, terms);
    return input === null ? [] : [{ carrierId: carrier.id, input }];
  });
  return { members: sorted.map((member) => plans.reduce((marked, plan) => mark(marked, plan, nowMs), member)), messages };
}

function mark(member: Followed, plan: MessagePlan, nowMs: number): Followed {
  const { incident } = member;
  if (plan.kind === 'post') return { ...member, incident: markPosted(incident, nowMs) };
  if (plan.kind === 'edit') return { ...member, incident: markEdited(incident, nowMs) };
  const isSpeaker = plan.speakers.some((speaker) => speaker.incident.id === incident.id);
  return isSpeaker ? { ...member, incident: markReplied(incident, nowMs) } : member;
}
