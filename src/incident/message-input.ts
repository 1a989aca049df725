import type { Incident } from '../model/incident.ts';
import type { MessageInput, ToldIncident } from '../model/message-input.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { Followed } from './followed.ts';
import { mostSeparate } from './join-new.ts';
import type { MessagePlan } from './plan-message.ts';

/** What a planned message is made from: all that share it, or of a reply those that speak. */
export function messageInput(
  plan: MessagePlan,
  members: readonly Followed[],
  settings: DetectionSettings,
  nowMs: number,
): MessageInput | null {
  const about = plan.kind === 'reply' ? members.filter((member) => plan.speakers.includes(member)) : members;
  const [first, ...others] = about.map(({ incident }) => toldIncident(incident));
  if (first === undefined) return null;
  return {
    turn: plan.kind,
    reason: plan.reason,
    detail: detailOf(plan, members),
    incidents: [first, ...others],
    layout: about.length > mostSeparate ? 'table' : 'full',
    late: plan.kind === 'post' ? lateSpan(members) : null,
    settings,
    atMs: nowMs,
  };
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
