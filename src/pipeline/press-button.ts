/** What a pressed button does: silences a message or ends that, or answers whoever pressed it, and nobody else. */
import { type Answer, composeWhisper } from '../message/buttons/compose-whisper.ts';
import { expectedEntries } from '../message/buttons/expected-entries.ts';
import { Failure } from '../model/failure.ts';
import type { PressedButton } from '../model/pressed-button.ts';
import type { SettingsInUse } from '../model/settings-in-use.ts';
import { readGroup, type SilenceOutcome, type SilencePorts, silenceMessage } from './silence-message.ts';

/** What became of a press. */
export type PressOutcome =
  /** The message is silent now, or told again. */
  | 'changed'
  /** All was as the button asks: it had been pressed before. */
  | 'no-change'
  /** Whoever pressed it was told this. */
  | Answer['kind'];

/**
 * Does what a button asks, where whoever pressed it may act. The same press once more changes nothing.
 *
 * @returns what became of it; also where storage cannot be reached, since whoever pressed it is told so
 */
export async function pressButton(ports: SilencePorts, settings: SettingsInUse, pressed: PressedButton): Promise<PressOutcome> {
  const { action, incidentId: incident } = pressed;
  const outcome = await act(ports, settings, pressed).catch((error: unknown): Answer => {
    if (!(error instanceof Failure)) throw error;
    ports.log.error('press-failed', { action, incident, code: error.code });
    return { kind: 'failed' };
  });
  if (typeof outcome === 'object') await whisper(ports, pressed, outcome);
  const told = typeof outcome === 'object' ? outcome.kind : outcome;
  ports.log.info('press', { action, incident, outcome: told });
  return told;
}

async function act(ports: SilencePorts, settings: SettingsInUse, pressed: PressedButton): Promise<SilenceOutcome | Answer> {
  const { action } = pressed;
  if (!mayAct(pressed, settings)) return { kind: 'not-allowed' };
  if (action === 'expected-source') return settingsFor(ports, settings, pressed);
  return silenceMessage(ports, settings.detection, { ...pressed, action });
}

function mayAct({ userId }: PressedButton, { detection }: SettingsInUse): boolean {
  const { mayAct: allowed } = detection.slack;
  return allowed.length === 0 || allowed.includes(userId);
}

async function settingsFor(
  { incidents }: SilencePorts,
  { detection, source }: SettingsInUse,
  { incidentId }: PressedButton,
): Promise<Answer> {
  const group = readGroup((await incidents.readOpen()).incidents, incidentId);
  if (group === null) return { kind: 'gone' };
  const findings = group.members.map(({ value }) => value.latest);
  return { kind: 'expected-source', entries: expectedEntries(findings, detection), settingsSource: source };
}

async function whisper({ notifier, log }: SilencePorts, pressed: PressedButton, answer: Answer): Promise<void> {
  const delivery = await notifier.whisper(composeWhisper(answer, pressed));
  if (delivery.kind === 'not-sent') log.error('whisper-failed', { incident: pressed.incidentId, code: delivery.code });
}
