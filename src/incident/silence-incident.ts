import type { Incident, Silence } from '../model/incident.ts';
import type { ButtonAction } from '../model/pressed-button.ts';
import { isoMinute } from './iso-minute.ts';
import { recordReason } from './record-reason.ts';

/** Buttons that silence what a message tells of, or end that. */
export type SilencingAction = Exclude<ButtonAction, 'expected-source'>;

const hourMs = 3_600_000;
const snoozeMs = { 'snooze-1h': hourMs, 'snooze-24h': 24 * hourMs, 'snooze-7d': 7 * 24 * hourMs } as const;

/** Whether somebody asked that nothing is sent of an incident now. */
export function isSilent({ silence }: Pick<Incident, 'silence'>, nowMs: number): boolean {
  return silence !== null && (silence.kind === 'acknowledged' || nowMs < silence.untilMs);
}

/** Who asked for silence, and for how long, as a sentence. */
export function silenceDetail(silence: Silence): string {
  const { by, atMs } = silence;
  return silence.kind === 'acknowledged'
    ? `${by} acknowledged it at ${isoMinute(atMs)}.`
    : `${by} asked at ${isoMinute(atMs)} for quiet until ${isoMinute(silence.untilMs)}.`;
}

/**
 * Does with the incidents that share a message what a pressed button asks. What is over stays as it is, and so does everything that is
 * as the button asks already: a press that comes twice changes nothing twice.
 *
 * @param members all that share the message
 * @param by Slack user id of who pressed it
 * @returns the members in their order; those that did not change are the same objects
 */
export function applyPress(members: readonly Incident[], action: SilencingAction, by: string, nowMs: number): Incident[] {
  if (action === 'tell-again') return members.map((incident) => (isOpen(incident) ? endSilence(incident, by, nowMs) : incident));
  const isSilentAlready = members.filter(isOpen).every((incident) => isSilent(incident, nowMs));
  if (isSilentAlready) return [...members];
  const silence = silenceOf(action, by, nowMs);
  return members.map((incident) => (isOpen(incident) ? silenceIncident(incident, silence) : incident));
}

/** Ends a snooze whose time is over; gives other incidents back as they are. */
export function endOldSilence(incident: Incident, nowMs: number): Incident {
  return incident.silence === null || isSilent(incident, nowMs) ? incident : { ...incident, silence: null };
}

const isOpen = ({ state }: Incident): boolean => state === 'open';

function silenceOf(action: Exclude<SilencingAction, 'tell-again'>, by: string, atMs: number): Silence {
  if (action === 'acknowledge') return { kind: 'acknowledged', by, atMs };
  return { kind: 'snoozed', by, atMs, untilMs: atMs + snoozeMs[action] };
}

function silenceIncident(incident: Incident, silence: Silence): Incident {
  return recordReason({ ...incident, silence }, { reason: 'snoozed', detail: silenceDetail(silence) }, silence.atMs);
}

/** A snooze that is over at once: like one whose time has run out it is for the next evaluation to say what became graver meanwhile. */
function endSilence(incident: Incident, by: string, nowMs: number): Incident {
  if (!isSilent(incident, nowMs)) return incident;
  const detail = `${by} asked at ${isoMinute(nowMs)} to be told again.`;
  const silence: Silence = { kind: 'snoozed', by, atMs: nowMs, untilMs: nowMs };
  return recordReason({ ...incident, silence }, { reason: 'no-change', detail }, nowMs);
}
