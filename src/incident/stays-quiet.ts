import { slotMs } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { FindingMode } from '../model/finding-kind.ts';
import type { Incident, QuietReason } from '../model/incident.ts';
import { type DecisionContext, type Detected, heldDetail } from './decision.ts';
import { isoMinute } from './iso-minute.ts';
import { isSilent, silenceDetail } from './silence-incident.ts';

interface Quiet {
  readonly reason: QuietReason;
  readonly detail: string;
}

type QuietRule = (incident: Incident, detected: Detected, context: DecisionContext) => Quiet | null;

const hourMs = 3_600_000;
/** What is older is not pushed, for findings that are about what someone is doing now. */
const pushedForMs = 2 * hourMs;
/** The first message waits so long for the last 24 hours of every flow log. */
const startWaitsMs = 30 * 60_000;

/** The reasons to stay quiet, in the order in which they are asked: the first that holds is the one that is kept. */
const quietRules: readonly QuietRule[] = [
  isShadow,
  isLearning,
  isBeforeInstallation,
  isTooOld,
  isSuppressed,
  isSilenced,
  isHeldWithLateHours,
  waitsForFirstMessage,
  isPending,
];

/** Why an incident says nothing whatever has changed; null where it may speak. */
export function staysQuiet(incident: Incident, detected: Detected, context: DecisionContext): Quiet | null {
  for (const rule of quietRules) {
    const quiet = rule(incident, detected, context);
    if (quiet !== null) return quiet;
  }
  return null;
}

function isShadow(_: Incident, { finding }: Detected, { settings }: DecisionContext): Quiet | null {
  if (modeOf(finding, settings.findings) !== 'on') {
    return { reason: 'shadow', detail: `The finding ${finding.finding} is set to shadow: it is counted in the digest only.` };
  }
  return finding.digestOnly ? { reason: 'shadow', detail: finding.why.at(-1) ?? 'It is for the digest only.' } : null;
}

/** Whether a finding is told, counted only, or not looked for: that of its rule where a user wrote one. */
export function modeOf(finding: Finding, modes: DecisionContext['settings']['findings']): FindingMode {
  if (finding.finding === 'first-start') return 'on';
  return 'rule' in finding ? finding.rule.mode : modes[finding.finding];
}

function isLearning(_: Incident, { finding }: Detected): Quiet | null {
  return finding.learning === null ? null : { reason: 'learning', detail: finding.learning };
}

/** A slot that had not ended when the flow log was first seen may have gone on after it: it is told. */
function isBeforeInstallation({ latest }: Incident): Quiet | null {
  if (isAboutKnockwatch(latest)) return null;
  if (latest.finding === 'exposure' && latest.isFromStart) {
    return { reason: 'joined', detail: 'It stood open when Knockwatch began to watch: the first message lists it.' };
  }
  const isMoment = latest.finding === 'breakthrough' || latest.finding === 'exposure';
  const decidedAtMs = isMoment ? latest.openedAtMs : latest.lastSeenAtMs - slotMs;
  if (decidedAtMs + slotMs > latest.installedAtMs) return null;
  return {
    reason: 'too-old',
    detail: `It happened at ${isoMinute(decidedAtMs)}, before this flow log was first seen at ${isoMinute(latest.installedAtMs)}.`,
  };
}

const isAboutKnockwatch = ({ finding }: Finding): boolean => finding === 'blind' || finding === 'first-start';

/** A break-in and an open door are always told. */
function isTooOld(_: Incident, { finding }: Detected, { nowMs }: DecisionContext): Quiet | null {
  if (isAboutKnockwatch(finding) || finding.finding === 'breakthrough' || finding.finding === 'exposure') return null;
  if (nowMs - finding.lastSeenAtMs <= pushedForMs) return null;
  return { reason: 'too-old', detail: `It was last seen at ${isoMinute(finding.lastSeenAtMs)}, more than two hours ago.` };
}

function isSuppressed(_: Incident, { suppressions }: Detected, { nowMs }: DecisionContext): Quiet | null {
  const active = suppressions.find(({ expiresAtMs }) => nowMs < expiresAtMs);
  if (active === undefined) return null;
  return { reason: 'suppressed', detail: `Suppressed until ${isoMinute(active.expiresAtMs)}: ${active.reason}` };
}

function isSilenced(incident: Incident, _: Detected, { nowMs }: DecisionContext): Quiet | null {
  if (incident.silence === null || !isSilent(incident, nowMs)) return null;
  return { reason: 'snoozed', detail: silenceDetail(incident.silence) };
}

function isHeldWithLateHours({ announced }: Incident, { isLate }: Detected, { isHolding }: DecisionContext): Quiet | null {
  return isLate && isHolding && announced === null ? { reason: 'pending', detail: heldDetail } : null;
}

/** Until people know what Knockwatch watches, only a break-in is news. */
function waitsForFirstMessage(_: Incident, { finding }: Detected, { hasStarted, nowMs }: DecisionContext): Quiet | null {
  if (finding.finding === 'first-start') {
    if (finding.isComplete || nowMs - finding.openedAtMs >= startWaitsMs) return null;
    return { reason: 'pending', detail: 'The last 24 hours of every flow log have not been read yet.' };
  }
  if (hasStarted || finding.finding === 'breakthrough') return null;
  return { reason: 'pending', detail: 'The first message, which says what is watched, is not out yet.' };
}

/** What only one evaluation saw may be gone at the next: most findings wait for it. */
function isPending({ announced, reasons, severity }: Incident, { finding }: Detected): Quiet | null {
  const speaksAtOnce = finding.finding === 'breakthrough' || finding.finding === 'first-start' || severity === 'critical';
  if (speaksAtOnce || announced !== null || reasons.length > 0) return null;
  return { reason: 'pending', detail: 'Seen by one evaluation so far; the next one tells it.' };
}
