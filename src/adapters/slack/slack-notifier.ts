import type { WebClient } from '@slack/web-api';
import type { Notification, Whisper } from '../../model/notification.ts';
import type { Delivery, Notifier, WhisperDelivery } from '../../ports/notifier.ts';
import { deliveryOfError } from './delivery-of-error.ts';
import { findMessage } from './find-message.ts';
import { type SlackOptions, slackClient } from './slack-client.ts';

/** Ids sent as metadata, at most; Slack limits its size. */
const idsInMetadata = 50;

/**
 * Sends messages to Slack with a bot token (`chat:write`). Every call answers with what became of it; retries are the outbox's
 * business, so the client makes none. Links are not unfurled, and names in text are not turned into links.
 */
export function slackNotifier(options: SlackOptions): Notifier {
  const client = slackClient(options);
  const post = (notification: Notification, entryId: string, thread: Readonly<Record<string, string | boolean>>) =>
    call(client, 'chat.postMessage', {
      ...contentOf(notification, entryId),
      ...thread,
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
    });
  return {
    post: (notification, entryId) => post(notification, entryId, { channel: notification.channel }),
    reply: (notification, { channelId, ts }, entryId) =>
      post(notification, entryId, { channel: channelId, thread_ts: ts, reply_broadcast: notification.isBroadcast ?? false }),
    edit: (notification, { channelId, ts }) =>
      call(client, 'chat.update', { ...contentOf(notification, null), channel: channelId, ts }),
    find: (search) => findMessage(client, search),
    whisper: (whisper) => postEphemeral(client, whisper),
  };
}

function contentOf({ text, blocks, incidentIds }: Notification, entryId: string | null): Record<string, unknown> {
  const payload = { incident_ids: incidentIds.slice(0, idsInMetadata), ...(entryId === null ? {} : { outbox_entry: entryId }) };
  return {
    text,
    blocks,
    parse: 'none',
    link_names: false,
    metadata: { event_type: 'knockwatch_incident', event_payload: payload },
  };
}

/** Source: https://docs.slack.dev/reference/methods/chat.postEphemeral */
async function postEphemeral(client: WebClient, { channelId, userId, text, blocks }: Whisper): Promise<WhisperDelivery> {
  const content = { channel: channelId, user: userId, text, blocks, parse: 'none', link_names: false };
  try {
    await client.apiCall('chat.postEphemeral', content);
    return { kind: 'sent' };
  } catch (error) {
    return { kind: 'not-sent', code: deliveryOfError(error).code };
  }
}

async function call(client: WebClient, method: string, content: Record<string, unknown>): Promise<Delivery> {
  try {
    const answer: Readonly<Record<string, unknown>> = { ...(await client.apiCall(method, content)) };
    const { channel, ts } = answer;
    if (typeof channel === 'string' && typeof ts === 'string') return { kind: 'sent', posted: { channelId: channel, ts } };
    return { kind: 'retry', code: 'unreadable-answer', afterMs: null, mayHaveArrived: true };
  } catch (error) {
    return deliveryOfError(error);
  }
}
