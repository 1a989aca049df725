import type { Incident } from '../model/incident.ts';
import type { MessageInput, ToldIncident } from '../model/message-input.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { Followed } from './followed.ts';
import { mostSeparate } from './join-new.ts';
import type { MessagePlan } from './plan-message.ts';
import { isSilent } from './silence-incident.ts';

/** What all messages of an evaluation, or of a press, have in common. */
export interface MessageTerms {
  readonly settings: DetectionSettings;
  readonly hasButtons: boolean;
  /** Event time, ms. */
  readonly nowMs: number;
}

/** What a planned message is made from: all that share it, or of a reply those that speak. */
export function messageInput(
  plan: MessagePlan,
  carrierId: string,
  members: readonly Followed[],
  terms: MessageTerms,
): MessageInput | null {
  const about = plan.kind === 'reply' ? members.filter((member) => plan.speakers.includes(member)) : members;
  const shared = sharedInput(
    carrierId,
    about.map(({ incident }) => incident),
    terms,
  );
  if (shared === null) return null;
  const late = plan.kind === 'post' ? lateSpan(members) : null;
  return { ...shared, turn: plan.kind, reason: plan.reason, detail: detailOf(plan, members), late };
}

/** What the edit is made from that shows who silenced a message, or that it is told again. */
export function pressedInput(carrierId: string, members: readonly Incident[], terms: MessageTerms): MessageInput | null {
  const shared = sharedInput(carrierId, members, terms);
  if (shared === null) return null;
  const reason = members.some((incident) => isSilent(incident, terms.nowMs)) ? 'silenced' : 'no-change';
  return { ...shared, turn: 'edit', reason, detail: '', late: null };
}

type SharedInput = Omit<MessageInput, 'turn' | 'reason' | 'detail' | 'late'>;

function sharedInput(
  carrierId: string,
  about: readonly Incident[],
  { settings, hasButtons, nowMs }: MessageTerms,
): SharedInput | null {
  const [first, ...others] = about.map((incident) => toldIncident(incident, nowMs));
  if (first === undefined) return null;
  const layout = about.length > mostSeparate ? 'table' : 'full';
  return { incidents: [first, ...others], carrierId, hasButtons, layout, settings, atMs: nowMs };
}

function detailOf(plan: MessagePlan, members: readonly Followed[]): string {
  if (plan.kind === 'edit') return plan.reason === 'resolved' ? resolvedDetail(members) : 'What it shows has changed.';
  if (plan.speakers.length === 0) return 'What it shows has changed before it was sent.';
  return plan.speakers.map(({ decision }) => decision?.detail ?? '').join(' ');
}

function resolvedDetail(members: readonly Followed[]): string {
  const isClosed = members.every(({ incident: { latest } }) => latest.finding === 'exposure' && latest.state === 'closed');
  return isClosed ? 'It has been closed for 24 hours.' : 'Nothing was seen of it for 24 hours.';
}

/** From the first to the last of what was read late. */
function lateSpan(members: readonly Followed[]): MessageInput['late'] {
  const late = members.filter(({ isLate }) => isLate).map(({ incident }) => incident);
  if (late.length === 0) return null;
  return {
    fromMs: Math.min(...late.map(({ openedAtMs }) => openedAtMs)),
    toMs: Math.max(...late.map(({ lastSeenAtMs }) => lastSeenAtMs)),
  };
}

function toldIncident(incident: Incident, nowMs: number): ToldIncident {
  const { id, latest, severity, state, openedAtMs, lastSeenAtMs, resolvedAtMs, announced, silence } = incident;
  return {
    id,
    finding: latest,
    severity,
    state,
    openedAtMs,
    lastSeenAtMs,
    resolvedAtMs: state === 'resolved' ? resolvedAtMs : null,
    announced,
    silence: isSilent(incident, nowMs) ? silence : null,
  };
}
