import type { Incident } from '../model/incident.ts';
import { type Decision, type DecisionContext, type Detected, isHeld } from './decision.ts';
import { firstDetail, speaks } from './speaks.ts';
import { staysQuiet } from './stays-quiet.ts';

/**
 * Decides why an incident whose finding is there now speaks, or stays quiet.
 *
 * @param incident with what is found now taken in
 */
export function decideReason(incident: Incident, detected: Detected, context: DecisionContext): Decision {
  return (
    staysQuiet(incident, detected, context) ??
    speaks(incident, context.nowMs) ?? { reason: 'no-change', detail: 'Nothing that speaks has changed since it was last told.' }
  );
}

/** An incident that was held back because hours were read late, once no such hour waits any more. */
export function decideReleased(
  { announced, state, reasons, latest }: Incident,
  { isHolding }: Pick<DecisionContext, 'isHolding'>,
): Decision | null {
  if (isHolding || announced !== null || state !== 'open' || !isHeld(reasons.at(-1))) return null;
  return { reason: 'first', detail: `Read late. ${firstDetail(latest)}` };
}

/** Told however long ago it was. */
const alwaysTold: ReadonlySet<string> = new Set(['breakthrough', 'exposure']);

/**
 * An incident of which nothing is found now, once nobody wants it silent any more: what became graver of a break-in or an open door in the
 * meantime is told; other findings are about what goes on now.
 */
export function decideAwake(incident: Incident, nowMs: number): Decision | null {
  const { finding, announced, state, reasons } = incident;
  const wasSilent = ['snoozed', 'no-change'].includes(reasons.at(-1)?.reason ?? '');
  if (!alwaysTold.has(finding) || announced === null || state !== 'open' || !wasSilent) return null;
  return speaks(incident, nowMs);
}
