import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { Failure } from '../../model/failure.ts';
import type { PostedMessage } from '../../model/incident.ts';
import type { MessageSearch } from '../../ports/notifier.ts';
import { deliveryOfError } from './delivery-of-error.ts';

/** Messages looked through, newest first; one page. */
const pageSize = 200;
/** Only ids can be looked up; a channel named in the settings (`#alerts`) cannot. */
const isChannelId = (channel: string): boolean => /^[CGD][A-Z0-9]{5,}$/.test(channel);

/**
 * Looks for the message of an outbox entry in the recent history of its channel or thread, by its metadata. Needs
 * `channels:history` (`groups:history` for a private channel).
 *
 * @returns null where it is not there, 'unknown' where the bot may not look or the channel is not given by its id
 * @throws Failure `slack-retryable` when Slack cannot be asked now
 */
export async function findMessage(client: WebClient, search: MessageSearch): Promise<PostedMessage | null | 'unknown'> {
  const channel = search.thread?.channelId ?? search.channel;
  if (!isChannelId(channel)) return 'unknown';
  try {
    const found = messagesOf(await readHistory(client, channel, search)).find((message) => isEntry(message, search.entryId));
    return found === undefined || typeof found['ts'] !== 'string' ? null : { channelId: channel, ts: found['ts'] };
  } catch (error) {
    const failed = deliveryOfError(error);
    if (failed.kind !== 'retry' || (error instanceof WebAPIPlatformError && !isPassing(failed.code))) return 'unknown';
    throw new Failure('slack-retryable', `Cannot look for a message in Slack now: ${failed.code}`, { retryable: true });
  }
}

const isPassing = (code: string): boolean =>
  ['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'unreadable-answer'].includes(code);

function readHistory(client: WebClient, channel: string, { thread, sinceMs }: MessageSearch): Promise<unknown> {
  const window = { channel, oldest: (sinceMs / 1000).toFixed(6), limit: pageSize, include_all_metadata: true };
  return thread === null ? client.conversations.history(window) : client.conversations.replies({ ...window, ts: thread.ts });
}

type Json = Readonly<Record<string, unknown>>;

function messagesOf(answer: unknown): readonly Json[] {
  const messages = isObject(answer) ? answer['messages'] : undefined;
  return Array.isArray(messages) ? messages.filter(isObject) : [];
}

function isEntry({ metadata }: Json, entryId: string): boolean {
  const payload = isObject(metadata) ? metadata['event_payload'] : undefined;
  return isObject(payload) && payload['outbox_entry'] === entryId;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
