import type { Finding } from '../model/finding.ts';
import type { Incident, Reason, SpeakReason } from '../model/incident.ts';
import { isoMinute } from './iso-minute.ts';
import { isHigher } from './severity-rank.ts';
import { targetKeysOf } from './told-targets.ts';

/** An incident speaks again for a score that is so much above what was told. */
const scoreStep = 15;

interface Said {
  readonly reason: Reason;
  readonly detail: string;
}

/** Asked of an incident that was told before: a reason to speak again, or null. */
type SpeakRule = (
  incident: Incident,
  told: NonNullable<Incident['announced']>,
) => (Said & { readonly reason: SpeakReason }) | null;

/** The weightiest first. */
const speakRules: readonly SpeakRule[] = [returned, severityRose, gotThrough, scoreRose, newTarget];
/** What became graver does not wait for the gap between replies. */
const withoutGap: ReadonlySet<Reason> = new Set<Reason>(['severity-rose', 'got-through', 'returned']);

/** Why an incident that need not stay quiet speaks; null where nothing that speaks has changed. */
export function speaks(incident: Incident, nowMs: number): Said | null {
  const { announced } = incident;
  if (announced === null) return { reason: 'first', detail: firstDetail(incident.latest) };
  for (const rule of speakRules) {
    const said = rule(incident, announced);
    if (said === null) continue;
    const dueAtMs = announced.atMs + announced.gapMs;
    if (withoutGap.has(said.reason) || nowMs >= dueAtMs) return said;
    return { reason: 'no-change', detail: `${said.detail} It is told at ${isoMinute(dueAtMs)}, not sooner.` };
  }
  return null;
}

/** Why something is told for the first time. */
export function firstDetail(finding: Finding): string {
  switch (finding.finding) {
    case 'breakthrough':
      return `Let in at ${isoMinute(finding.letInAtMs)} after ${finding.denials} denials; it was not told before.`;
    case 'exposure':
      return `Open to any since ${isoMinute(finding.openedAtMs)}; it was not told before.`;
    case 'targeted':
      return `Its score is ${Math.round(finding.score)}; it was not told before.`;
    default:
      return 'It was not told before.';
  }
}

/** A score or a crowd that was told is no news when it comes back the same. */
function returned(incident: Incident, told: NonNullable<Incident['announced']>): ReturnType<SpeakRule> {
  const { finding, state, resolvedAtMs, latest } = incident;
  if (latest.finding === 'exposure' && reopened(latest, told.shown)) {
    return { reason: 'returned', detail: `It was closed, and stands open again since ${isoMinute(latest.openedAtMs)}.` };
  }
  if (finding === 'targeted' || finding === 'campaign') return null;
  if (state !== 'open' || told.atMs >= (resolvedAtMs ?? 0)) return null;
  return {
    reason: 'returned',
    detail: `It was seen again after it was resolved at ${isoMinute(resolvedAtMs ?? 0)}, less than 7 days ago.`,
  };
}

const reopened = (now: Extract<Finding, { finding: 'exposure' }>, shown: Finding): boolean =>
  now.state === 'open' && shown.finding === 'exposure' && shown.state === 'closed' && now.openedAtMs > shown.openedAtMs;

function severityRose({ severity }: Incident, told: NonNullable<Incident['announced']>): ReturnType<SpeakRule> {
  if (!isHigher(severity, told.severity)) return null;
  return { reason: 'severity-rose', detail: `Its severity is ${severity} now, ${told.severity} was told.` };
}

function gotThrough({ latest }: Incident, told: NonNullable<Incident['announced']>): ReturnType<SpeakRule> {
  if (told.replied !== 'no' || !('replied' in latest) || latest.replied !== 'yes') return null;
  return { reason: 'got-through', detail: 'Packets came back; when it was last told, nothing had answered.' };
}

function scoreRose({ latest }: Incident, told: NonNullable<Incident['announced']>): ReturnType<SpeakRule> {
  if (latest.score === null || told.score === null || latest.score < told.score + scoreStep) return null;
  return {
    reason: 'score-rose',
    detail: `Its score is ${Math.round(latest.score)} now, ${Math.round(told.score)} was told (${scoreStep} more speak again).`,
  };
}

/** Whoever works on another target than those that were told is news, once a target. */
function newTarget({ latest }: Incident, told: NonNullable<Incident['announced']>): ReturnType<SpeakRule> {
  if (latest.finding !== 'targeted') return null;
  const isKnown = targetKeysOf(latest).every((key) => told.targets.includes(key));
  return isKnown ? null : { reason: 'new-target', detail: `It works on ${latest.targetName} now, which was not told before.` };
}
