import type { ToldToday } from '../model/incident.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { channelOf } from './channel-of.ts';
import type { Followed } from './followed.ts';
import { markLeftToDigest } from './mark-told.ts';
import { stageOf } from './message-stage.ts';
import { isSpeaking } from './plan-message.ts';
import { gravestFirst } from './severity-rank.ts';

/** Always told, whatever was told before. */
const exempt: ReadonlySet<string> = new Set(['breakthrough', 'exposure', 'locked-out', 'blind', 'first-start']);

/** Incidents that share a message: the one that carries it, and all. */
export interface MessageGroup {
  readonly carrierId: string;
  readonly members: readonly Followed[];
}

export interface Spent {
  readonly groups: readonly MessageGroup[];
  readonly told: ToldToday;
}

/** What was told on the day of `nowMs` in the digest's time zone: nothing yet where the day is a new one. */
export function toldOn(told: ToldToday, { digest }: Pick<DetectionSettings, 'digest'>, nowMs: number): ToldToday {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: digest.timeZone, dateStyle: 'short' }).format(nowMs);
  return told.day === day ? told : { day, channels: {} };
}

/**
 * Lets as many new messages pass as the day's budget has room for, the gravest first, then the highest scores; the incidents of the others
 * are `over-budget`: the digest tells them, and they speak again only for more. Replies and edits have no budget.
 */
export function spendBudget(
  groups: readonly MessageGroup[],
  before: ToldToday,
  settings: DetectionSettings,
  nowMs: number,
): Spent {
  let told = toldOn(before, settings, nowMs);
  const left = new Map<string, MessageGroup>();
  for (const group of groups.filter(wouldPost).sort(byWeight)) {
    const spent = spendOn(group, told, settings);
    if (spent === null) left.set(group.carrierId, leaveToDigest(group, settings, nowMs));
    else told = spent;
  }
  return { groups: groups.map((group) => left.get(group.carrierId) ?? group), told };
}

/** A message that nobody has, with something to say, of nothing that is always told. */
function wouldPost({ carrierId, members }: MessageGroup): boolean {
  const carrier = members.find(({ incident }) => incident.id === carrierId)?.incident;
  if (carrier === undefined || stageOf(carrier) !== 'none') return false;
  return members.some(isSpeaking) && !members.some(({ incident }) => exempt.has(incident.finding));
}

function byWeight(a: MessageGroup, b: MessageGroup): number {
  return (
    gravestFirst(gravestOf(a).severity, gravestOf(b).severity) ||
    (gravestOf(b).latest.score ?? 0) - (gravestOf(a).latest.score ?? 0) ||
    (a.carrierId < b.carrierId ? -1 : 1)
  );
}

const gravestOf = ({ members }: MessageGroup): Followed['incident'] =>
  members.map(({ incident }) => incident).reduce((a, b) => (gravestFirst(a.severity, b.severity) <= 0 ? a : b));

/** What is told after one more message; null where there is no room for it. */
function spendOn(group: MessageGroup, { day, channels }: ToldToday, settings: DetectionSettings): ToldToday | null {
  const { perDay, targeted, low } = settings.budget;
  const gravest = gravestOf(group);
  const channel = channelOf(gravest, settings);
  const spent = channels[channel] ?? { all: 0, targeted: 0 };
  const isTargeted = group.members.every(({ incident }) => incident.finding === 'targeted');
  if (spent.all >= perDay || (isTargeted && spent.targeted >= targeted)) return null;
  if (gravest.severity === 'low' && spent.all >= low) return null;
  return { day, channels: { ...channels, [channel]: { all: spent.all + 1, targeted: spent.targeted + Number(isTargeted) } } };
}

function leaveToDigest({ carrierId, members }: MessageGroup, { budget }: DetectionSettings, nowMs: number): MessageGroup {
  const detail = `The day's budget of new messages (${budget.perDay}, of them ${budget.targeted} targeted, low ones among the first ${budget.low}) is spent: the digest tells it.`;
  return {
    carrierId,
    members: members.map((member) =>
      isSpeaking(member) || member.decision?.reason === 'joined'
        ? { ...member, incident: markLeftToDigest(member.incident, nowMs), decision: { reason: 'over-budget', detail } }
        : member,
    ),
  };
}
