import type { SuppressionMemory } from '../../model/digest/digest-memory.ts';
import type { SuppressionUse } from '../../model/digest/held-back.ts';
import type { Incident } from '../../model/incident.ts';
import type { Suppression } from '../../model/settings.ts';
import type { DigestInput } from '../digest-input.ts';
import { gravestFirst, isOfDay } from './tell-incident.ts';

const dayMs = 24 * 3_600_000;
const idleMs = 30 * dayMs;
const examplesShown = 5;

/** What tells suppressions apart: all that their authors wrote, but for the expiry, which they prolong. */
export const suppressionKey = ({ finding, source, target, port, reason }: Suppression): string =>
  JSON.stringify([finding, source, target, port, reason]);

/** What each suppression hid in the day, and since when it hid nothing. */
export function suppressionUses(input: DigestInput): readonly SuppressionUse[] {
  return input.settings.suppressions.map((suppression) => useOf(suppression, input));
}

function useOf(suppression: Suppression, input: DigestInput): SuppressionUse {
  const { finding, source, target, port, reason, expiresAtMs } = suppression;
  const hidden = hiddenBy(suppression, input).filter((incident) => isOfDay(incident, input));
  const { seenSinceMs, lastHidAtMs } = rememberUse(suppression, input);
  return {
    finding,
    source,
    target,
    port: port === null ? null : input.words.portLabel(port % 0x10000, Math.floor(port / 0x10000)),
    reason,
    expiresAtMs,
    isExpired: expiresAtMs <= input.madeAtMs,
    hidden: hidden.length,
    examples: hidden
      .sort(gravestFirst)
      .slice(0, examplesShown)
      .map((incident) => input.words.incident(incident).headline),
    lastHidAtMs,
    isIdle: input.madeAtMs - Math.max(seenSinceMs, lastHidAtMs ?? 0) >= idleMs,
  };
}

/** What is remembered of each suppression after this digest. */
export const rememberUses = (input: DigestInput): readonly SuppressionMemory[] =>
  input.settings.suppressions.map((suppression) => rememberUse(suppression, input));

function rememberUse(suppression: Suppression, input: DigestInput): SuppressionMemory {
  const key = suppressionKey(suppression);
  const before = input.memory.find((one) => one.key === key);
  const hid = hiddenBy(suppression, input).map(({ lastSeenAtMs }) => lastSeenAtMs);
  const lastHidAtMs = Math.max(before?.lastHidAtMs ?? 0, ...hid);
  return { key, seenSinceMs: before?.seenSinceMs ?? input.madeAtMs, lastHidAtMs: lastHidAtMs === 0 ? null : lastHidAtMs };
}

/** Incidents that were silenced and that it covers: the first one that covers an incident is the one that hides it. */
function hiddenBy(suppression: Suppression, { incidents, suppressionsOf }: DigestInput): Incident[] {
  return incidents.filter(
    ({ reasons, latest }) => reasons.some(({ reason }) => reason === 'suppressed') && suppressionsOf(latest)[0] === suppression,
  );
}
