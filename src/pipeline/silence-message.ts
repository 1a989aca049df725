import { carrierId } from '../incident/followed.ts';
import { markEdited } from '../incident/mark-told.ts';
import { pressedInput } from '../incident/message-input.ts';
import { stageOf } from '../incident/message-stage.ts';
import { queueMessage } from '../incident/queue-message.ts';
import { applyPress, type SilencingAction } from '../incident/silence-incident.ts';
import { nothingTold } from '../incident/update-incidents.ts';
import { composeMessage } from '../message/compose-message.ts';
import { Failure } from '../model/failure.ts';
import type { Incident, Tick } from '../model/incident.ts';
import type { PressedButton } from '../model/pressed-button.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentChange, Versioned } from '../ports/incident-store.ts';
import { type DeliverPorts, deliverOutboxOf } from './deliver-outbox.ts';
import { changeBatches, commitAll } from './evaluate/commit-evaluation.ts';

/** Times that a press begins again because an evaluation or a delivery was faster. */
const attempts = 8;
/** Slack waits 3 s for an answer. What is not delivered by then goes with the next evaluation. */
const deliveryMs = 1_500;

export interface SilencePorts extends DeliverPorts {
  /** Event time. */
  readonly clock: Clock;
}

/** Incidents that share a message, as they were read. */
export interface MessageGroup {
  /** The one in whose outbox the message stands. */
  readonly carrier: Incident;
  /** All of them, ordered by id. */
  readonly members: readonly Versioned<Incident>[];
}

/** All that share the message of an incident; null where it is not kept any more. */
export function readGroup(incidents: readonly Versioned<Incident>[], incidentId: string): MessageGroup | null {
  const byId = new Map(incidents.map(({ value }) => [value.id, value]));
  const named = byId.get(incidentId);
  if (named === undefined) return null;
  const carrier = byId.get(carrierId(named)) ?? named;
  const members = incidents.filter(({ value }) => value.id === carrier.id || carrierId(value) === carrier.id);
  return { carrier, members: members.toSorted((a, b) => (a.value.id < b.value.id ? -1 : 1)) };
}

/** What a press did, where whoever pressed it need not be told: the message shows it; or why it could do nothing. */
export type SilenceOutcome = 'changed' | 'no-change' | { readonly kind: 'gone' | 'over' };

export type SilencingPress = PressedButton & { readonly action: SilencingAction };

/**
 * Silences all that a message tells of, or ends that: in one batch with `tick`, by If-Match, together with the edit that shows it; then
 * sends that edit.
 *
 * @throws Failure `conflict-persists` (retryable) when others were faster every time; whatever reading and committing throw
 */
export async function silenceMessage(
  ports: SilencePorts,
  settings: DetectionSettings,
  pressed: SilencingPress,
): Promise<SilenceOutcome> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const { incidents, tick } = await ports.incidents.readOpen();
    const group = readGroup(incidents, pressed.incidentId);
    if (group === null) return { kind: 'gone' };
    if (group.members.every(({ value }) => value.state === 'resolved')) return { kind: 'over' };
    const changes = changesBy(pressed, group, settings, ports.clock.now());
    if (changes === null) return 'no-change';
    if ((await commit(ports, changes, tick)) === 'conflict') continue;
    await deliver(ports, group.carrier);
    return 'changed';
  }
  throw new Failure('conflict-persists', `Cannot keep a press: others were faster ${attempts} times`, { retryable: true });
}

/** Null where all is as the button asks. */
function changesBy(
  { action, userId }: SilencingPress,
  { carrier, members }: MessageGroup,
  settings: DetectionSettings,
  nowMs: number,
): readonly IncidentChange[] | null {
  const before = members.map(({ value }) => value);
  const pressed = applyPress(before, action, userId, nowMs);
  if (pressed.every((incident, i) => incident === before[i])) return null;
  const shown = showPress(pressed, carrier, settings, nowMs);
  return shown.map((incident, i) => ({ incident, replaces: members[i]?.version ?? null }));
}

/** Queues the edit that shows who pressed what, where there is a message, and notes that it shows all as it is now. */
function showPress(
  members: readonly Incident[],
  carrier: Incident,
  settings: DetectionSettings,
  nowMs: number,
): readonly Incident[] {
  const input = pressedInput(carrier.id, members, { settings, hasButtons: true, nowMs });
  if (input === null || stageOf(carrier) === 'none') return members;
  const outbox = queueMessage(carrier.outbox, carrier.id, 'edit', composeMessage(input), nowMs);
  return members.map((member) => ({ ...markEdited(member, nowMs), ...(member.id === carrier.id && { outbox }) }));
}

/** The tick says that something changed; what was evaluated, and when, stays. */
function commit(
  { incidents, clock }: SilencePorts,
  changes: readonly IncidentChange[],
  tick: Versioned<Tick> | null,
): Promise<'committed' | 'conflict'> {
  const { evaluatedAtMs, told } = tick?.value ?? { evaluatedAtMs: clock.now(), told: nothingTold };
  return commitAll(incidents, changeBatches(changes), tick, { evaluatedAtMs, told });
}

/** The press is kept already: a failure here only means that the next evaluation delivers. */
async function deliver(ports: SilencePorts, carrier: Incident): Promise<void> {
  try {
    await deliverOutboxOf(ports, carrier, { budgetMs: deliveryMs });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    ports.log.error('press-not-shown', { incident: carrier.id, code: error.code });
  }
}
