import { isDeepStrictEqual } from 'node:util';
import type { Incident, SpeakReason } from '../model/incident.ts';
import type { Followed } from './followed.ts';

/** A message is edited at most this often, resolution and return apart. */
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
  const speakers = members.filter(({ decision }) => speakReasons.some((reason) => reason === decision?.reason));
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
        ...(isStale && isEditDue(members, nowMs) ? [planEdit(members)] : []),
      ];
  }
}

/** Reasons to speak, the weightiest first. */
const speakReasons: readonly SpeakReason[] = ['first', 'returned', 'severity-rose', 'got-through'];

function topReason(speakers: readonly Followed[]): SpeakReason | null {
  return speakReasons.find((reason) => speakers.some(({ decision }) => decision?.reason === reason)) ?? null;
}

/** Where the message of a carrier is: not made (or given up), waiting, or on its way to Slack or there. */
function stageOf({ posted, outbox }: Incident): 'none' | 'queued' | 'out' {
  if (posted !== null) return 'out';
  const steps = outbox.filter(({ kind }) => kind === 'post').map(({ delivery }) => delivery.step);
  if (steps.includes('queued')) return 'queued';
  return steps.includes('sending') ? 'out' : 'none';
}

const silent: ReadonlySet<string> = new Set(['suppressed', 'shadow', 'too-old', 'snoozed']);

function showsOldNews(member: Followed): boolean {
  const { announced, latest, reasons } = member.incident;
  if (announced === null) return false;
  if (turned(member)) return true;
  return !silent.has(reasons.at(-1)?.reason ?? '') && !isDeepStrictEqual(announced.shown, latest);
}

/** Whether it was resolved, or opened again, in this evaluation. */
function turned({ stored, incident }: Followed): boolean {
  return stored !== null && stored.id === incident.id && stored.state !== incident.state;
}

function isEditDue(members: readonly Followed[], nowMs: number): boolean {
  const lastShownMs = Math.max(...members.map(({ incident }) => incident.announced?.shownAtMs ?? 0));
  return members.some(turned) || nowMs - lastShownMs >= editGapMs;
}

function planEdit(members: readonly Followed[]): MessagePlan {
  const isResolved = members.every(({ incident }) => incident.state === 'resolved');
  return { kind: 'edit', reason: isResolved ? 'resolved' : 'no-change' };
}
