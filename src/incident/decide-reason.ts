import { slotMs } from '../model/facts.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Incident, QuietReason, Reason } from '../model/incident.ts';
import type { DetectionSettings, Suppression } from '../model/settings.ts';
import { isHigher } from './severity-rank.ts';

/** Why an incident speaks or stays quiet in one evaluation. */
export interface Decision {
  readonly reason: Reason;
  /** A sentence: which value met or missed which bound. */
  readonly detail: string;
}

/** What an evaluation found, and what users said to silence it. */
export interface Detected {
  readonly finding: Finding;
  /** Suppressions that cover it, expired ones too. */
  readonly suppressions: readonly Suppression[];
  /** It was found in an hour that changed after it had left the window. */
  readonly isLate: boolean;
}

/**
 * Decides why an incident whose finding is there now speaks, or stays quiet.
 *
 * @param incident with what is found now taken in
 * @param isHolding hours that changed late still wait for their evaluation: what they find is told together
 */
export function decideReason(
  incident: Incident,
  detected: Detected,
  settings: DetectionSettings,
  nowMs: number,
  isHolding: boolean,
): Decision {
  return (
    staysInDigest(detected.finding, settings) ??
    isTooOld(detected.finding) ??
    isSuppressed(detected.suppressions, nowMs) ??
    isHeld(incident, detected, isHolding) ??
    speaks(incident) ?? { reason: 'no-change', detail: 'Nothing that speaks has changed since it was last told.' }
  );
}

type Quiet = { readonly reason: QuietReason; readonly detail: string };

function staysInDigest(finding: Finding, settings: DetectionSettings): Quiet | null {
  if (finding.finding === 'breakthrough' && settings.findings[finding.finding] !== 'on') {
    return { reason: 'shadow', detail: `The finding ${finding.finding} is set to shadow: it is counted in the digest only.` };
  }
  if (finding.digestOnly) {
    return {
      reason: 'shadow',
      detail: 'A just-in-time rule let it in, access that someone asked for: it is for the digest only.',
    };
  }
  return null;
}

/** A slot that had not ended when the flow log was first seen may have gone on after it: it is told. */
function isTooOld({ openedAtMs: letInAtMs, installedAtMs }: Finding): Quiet | null {
  if (letInAtMs + slotMs > installedAtMs) return null;
  return {
    reason: 'too-old',
    detail: `It was let in at ${isoMinute(letInAtMs)}, before this flow log was first seen at ${isoMinute(installedAtMs)}.`,
  };
}

function isSuppressed(suppressions: readonly Suppression[], nowMs: number): Quiet | null {
  const active = suppressions.find(({ expiresAtMs }) => nowMs < expiresAtMs);
  if (active === undefined) return null;
  return { reason: 'suppressed', detail: `Suppressed until ${isoMinute(active.expiresAtMs)}: ${active.reason}` };
}

function isHeld({ announced }: Incident, { isLate }: Detected, isHolding: boolean): Quiet | null {
  if (!isLate || !isHolding || announced !== null) return null;
  return { reason: 'pending', detail: 'Found in an hour that was read late; it is told with what the other late hours hold.' };
}

/** An incident that was held back, once no late hour waits any more. */
export function decideReleased({ announced, state, reasons, latest }: Incident, isHolding: boolean): Decision | null {
  if (isHolding || announced !== null || state !== 'open' || reasons.at(-1)?.reason !== 'pending') return null;
  return { reason: 'first', detail: `Read late. ${firstDetail(latest)}` };
}

function speaks(incident: Incident): Decision | null {
  if (incident.announced === null) return { reason: 'first', detail: firstDetail(incident.latest) };
  if (incident.state === 'open' && incident.announced.atMs < (incident.resolvedAtMs ?? 0))
    return { reason: 'returned', detail: returnedDetail(incident) };
  if (isHigher(incident.severity, incident.announced.severity)) return severityRose(incident, incident.announced.severity);
  if (incident.announced.replied === 'no' && 'replied' in incident.latest && incident.latest.replied === 'yes') {
    return { reason: 'got-through', detail: 'Packets came back; when it was last told, nothing had answered.' };
  }
  return null;
}

function firstDetail(finding: Finding): string {
  if (finding.finding !== 'breakthrough') return 'It was not told before.';
  return `Let in at ${isoMinute(finding.letInAtMs)} after ${finding.denials} denials; it was not told before.`;
}

function returnedDetail({ resolvedAtMs }: Incident): string {
  return `It was seen again after it was resolved at ${isoMinute(resolvedAtMs ?? 0)}, less than 7 days ago.`;
}

function severityRose({ severity }: Incident, told: Severity): Decision {
  return { reason: 'severity-rose', detail: `Its severity is ${severity} now, ${told} was told.` };
}

function isoMinute(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
