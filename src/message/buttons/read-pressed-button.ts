import { buttonActions, type PressedButton } from '../../model/pressed-button.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads which button was pressed, by whom and where, from the body of Slack's request: a form whose `payload` is JSON of an interaction.
 *
 * @returns null for every other interaction, and for whatever is not as Slack sends it
 * @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export function readPressedButton(body: string): PressedButton | null {
  const payload = parseObject(new URLSearchParams(body).get('payload') ?? '');
  if (payload === null || payload['type'] !== 'block_actions') return null;
  const [pressed] = Array.isArray(payload['actions']) ? payload['actions'] : [];
  const { action_id: actionId, value } = objectOf(pressed);
  const action = buttonActions.find((known) => known === actionId);
  const incidentId = textLike(value, /^[\w-]{1,40}$/);
  const userId = textLike(objectOf(payload['user'])['id'], /^[UW][A-Z0-9]{2,20}$/);
  const channelId = textLike(objectOf(payload['channel'])['id'], /^[CGD][A-Z0-9]{2,20}$/);
  if (action === undefined || incidentId === null || userId === null || channelId === null) return null;
  return { action, incidentId, userId, channelId };
}

function parseObject(json: string): Json | null {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const textLike = (value: unknown, pattern: RegExp): string | null =>
  typeof value === 'string' && pattern.test(value) ? value : null;
