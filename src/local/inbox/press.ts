import { createHmac } from 'node:crypto';

/** A press of a button on the inbox page. */
export interface Press {
  /** `action_id` of the button. */
  readonly action: string;
  /** `value` of the button: an incident's id. */
  readonly value: string;
  readonly channelId: string;
}

/** Who looks at the inbox, as Slack would name them. */
export const inboxUserId = 'U000000001';

/** Reads a press from the body that the page posts; null where something is missing. */
export function readPress(body: string): Press | null {
  const fields = new URLSearchParams(body);
  const [action, value, channelId] = [fields.get('action'), fields.get('value'), fields.get('channel')];
  return action && value && channelId ? { action, value, channelId } : null;
}

/**
 * Tells the app of a press as Slack does: a signed form with the interaction as JSON.
 *
 * @param hostAddress where the function host listens
 * @param nowMs real time
 * @returns the status that the app answers with
 */
export async function sendPress(press: Press, hostAddress: string, signingSecret: string, nowMs: number): Promise<number> {
  const body = new URLSearchParams({ payload: JSON.stringify(payloadOf(press)) }).toString();
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const answer = await fetch(`${hostAddress}/api/slack/actions`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** Source: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const payloadOf = ({ action, value, channelId }: Press) => ({
  type: 'block_actions',
  user: { id: inboxUserId },
  channel: { id: channelId },
  actions: [{ type: 'button', action_id: action, value }],
});
