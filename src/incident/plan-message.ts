import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../model/finding.ts';
import type { Incident, SpeakReason } from '../model/incident.ts';
import type { Followed } from './followed.ts';
import { stageOf } from './message-stage.ts';

/** A message is edited at most this often, resolution, return and the end of a silence apart. */
const editGapMs = 15 * 60_000;

/** What one message of a group of incidents is to do now. */
export type MessagePlan =
  /** Post it, or change it where it has not left yet; tells of all. */
  | { readonly kind: 'post'; readonly reason: SpeakReason; readonly speakers: readonly Followed[] }
  /** Reply in its thread, telling of the speakers. */
  | { readonly kind: 'reply'; readonly reason: SpeakReason; readonly speakers: readonly Followed[] }
  /** Edit it in place. */
  | { readonly kind: 'edit'; readonly reason: 'no-change' | 'resolved' };

/**
 * Plans the messages of the incidents that share one: a post when they speak for the first time, a reply when one has a reason to
 * speak again, an edit when what is shown is no longer so. Nothing for incidents that nobody was told of.
 *
 * @param carrier the incident in whose outbox the message stands
 * @param members all that share the message, the carrier included
 */
export function planMessages(carrier: Incident, members: readonly Followed[], nowMs: number): MessagePlan[] {
  const speakers = members.filter(isSpeaking);
  const reason = topReason(speakers);
  const isStale = members.some(showsOldNews);
  switch (stageOf(carrier)) {
    case 'none':
      return reason === null ? [] : [{ kind: 'post', reason, speakers }];
    case 'queued':
      return reason === null && !isStale ? [] : [{ kind: 'post', reason: 'first', speakers }];
    case 'out':
      return [
        ...(reason === null ? [] : [{ kind: 'reply' as const, reason, speakers }]),
        ...((isStale && isEditDue(members, nowMs)) || joinsSilence(members, speakers) ? [planEdit(members)] : []),
      ];
  }
}

/** Reasons to speak, the weightiest first. */
const speakReasons: readonly SpeakReason[] = [
  'first',
  'got-through',
  'returned',
  'severity-rose',
  'new-kind',
  'score-rose',
  'new-target',
];

/** Whether an incident has a reason to speak now. */
export const isSpeaking = ({ decision }: Followed): boolean => speakReasons.some((reason) => reason === decision?.reason);

function topReason(speakers: readonly Followed[]): SpeakReason | null {
  return speakReasons.find((reason) => speakers.some(({ decision }) => decision?.reason === reason)) ?? null;
}

const silent: ReadonlySet<string> = new Set(['suppressed', 'shadow', 'too-old', 'snoozed', 'learning', 'pending']);

function showsOldNews(member: Followed): boolean {
  const { announced, latest, reasons, toldWith } = member.incident;
  if (announced === null) return toldWith !== null && member.decision?.reason === 'joined';
  if (announced.byDigest || (turned(member) && latest.finding === 'first-start')) return false;
  if (turned(member)) return true;
  return !silent.has(reasons.at(-1)?.reason ?? '') && !isDeepStrictEqual(shownOf(announced.shown), shownOf(latest));
}

/** What people see of a finding: of what Knockwatch says about itself, not when it was last so. */
const shownOf = (finding: Finding): Finding =>
  finding.finding === 'blind' || finding.finding === 'first-start' ? { ...finding, lastSeenAtMs: 0 } : finding;

/** Whether it was resolved, opened again, or is no longer silenced, in this evaluation. */
function turned({ stored, incident }: Followed): boolean {
  if (stored === null || stored.id !== incident.id) return false;
  return stored.state !== incident.state || (stored.silence !== null && incident.silence === null);
}

/** Whether something is told for the first time in a message that somebody silenced: its buttons must come back. */
function joinsSilence(members: readonly Followed[], speakers: readonly Followed[]): boolean {
  const isSilenced = members.some(({ incident }) => incident.silence !== null);
  return isSilenced && speakers.some(({ incident }) => incident.announced === null);
}

function isEditDue(members: readonly Followed[], nowMs: number): boolean {
  const lastShownMs = Math.max(...members.map(({ incident }) => incident.announced?.shownAtMs ?? 0));
  return members.some(turned) || nowMs - lastShownMs >= editGapMs;
}

function planEdit(members: readonly Followed[]): MessagePlan {
  const isResolved = members.every(({ incident }) => incident.state === 'resolved');
  return { kind: 'edit', reason: isResolved ? 'resolved' : 'no-change' };
}
