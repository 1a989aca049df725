import { webcrypto } from 'node:crypto';
import type { PressedButton } from '../../src/model/pressed-button.ts';

/** The body of Slack's request for a pressed button, with all that stands in it besides what the app reads. */
export function pressBody({ action, incidentId, userId, channelId }: PressedButton): string {
  const payload = {
    type: 'block_actions',
    user: { id: userId, username: 'alice', name: 'alice', team_id: 'T0TEAM' },
    api_app_id: 'A0APP',
    token: 'not-used-any-more',
    container: { type: 'message', message_ts: '1795302000.000100', channel_id: channelId, is_ephemeral: false },
    trigger_id: '12466734323.1395872398.ab',
    team: { id: 'T0TEAM', domain: 'example' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channelId, name: 'security' },
    message: { type: 'message', ts: '1795302000.000100', text: 'Critical: …', blocks: [] },
    response_url: 'https://hooks.slack.invalid/actions/T0TEAM/1/x',
    actions: [
      {
        type: 'button',
        block_id: 'b1',
        action_id: action,
        text: { type: 'plain_text', text: 'Acknowledge', emoji: false },
        value: incidentId,
        action_ts: '1795302060.840180',
      },
    ],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** Slack's headers for a body, signed by another implementation of HMAC than the app's. */
export async function signatureHeaders(
  body: string | Uint8Array,
  secret: string,
  nowMs: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const bytes = Buffer.concat([Buffer.from(`v0:${timestamp}:`), Buffer.from(body)]);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await webcrypto.subtle.importKey('raw', Buffer.from(secret), algorithm, false, ['sign']);
  const signature = Buffer.from(await webcrypto.subtle.sign('HMAC', key, bytes)).toString('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}
