import type { InboxMessage, MessageStore } from './message-store.ts';

/** Arguments of a Slack method, as its client sends them: all text, blocks and metadata as JSON. */
export type SlackArguments = Readonly<Record<string, string>>;
type SlackAnswer = { readonly ok: boolean } & Readonly<Record<string, unknown>>;

/**
 * The few methods of Slack's Web API that Knockwatch calls, over the inbox.
 *
 * @returns what Slack would answer: `{ok: true, …}`, or `{ok: false, error}` with Slack's name of the error.
 */
export function answerSlackMethod(store: MessageStore, method: string, args: SlackArguments): SlackAnswer {
  switch (method) {
    case 'chat.postMessage':
      return postMessage(store, args);
    case 'chat.update':
      return updateMessage(store, args);
    case 'chat.postEphemeral':
      return whisper(store, args);
    case 'conversations.history':
      return history(store, args);
    case 'conversations.replies':
      return replies(store, args);
    case 'auth.test':
      return { ok: true, team: 'Embedded run', user: 'knockwatch', user_id: 'U000000001', bot_id: 'B000000001' };
    default:
      return { ok: false, error: 'unknown_method' };
  }
}

function postMessage(store: MessageStore, args: SlackArguments): SlackAnswer {
  const { channel, text = '', thread_ts: threadTs = null } = args;
  const blocks = parsed(args['blocks'] ?? '[]');
  if (channel === undefined || channel === '') return { ok: false, error: 'channel_not_found' };
  if (!Array.isArray(blocks)) return { ok: false, error: 'invalid_blocks' };
  const metadata = parsed(args['metadata'] ?? 'null') ?? null;
  const message = store.post({ channel, threadTs, text, blocks, metadata });
  return { ok: true, channel: message.channelId, ts: message.ts, message: slackMessage(message) };
}

function whisper(store: MessageStore, { text = '', blocks = '[]' }: SlackArguments): SlackAnswer {
  const shown = parsed(blocks);
  if (!Array.isArray(shown)) return { ok: false, error: 'invalid_blocks' };
  store.whisper({ text, blocks: shown });
  return { ok: true, message_ts: '0.000000' };
}

function updateMessage(store: MessageStore, args: SlackArguments): SlackAnswer {
  const { channel = '', ts = '', text } = args;
  const blocks = args['blocks'] === undefined ? undefined : parsed(args['blocks']);
  if (blocks !== undefined && !Array.isArray(blocks)) return { ok: false, error: 'invalid_blocks' };
  const metadata = args['metadata'] === undefined ? undefined : parsed(args['metadata']);
  const message = store.edit(channel, ts, {
    ...(text !== undefined && { text }),
    ...(blocks !== undefined && { blocks }),
    ...(metadata !== undefined && { metadata }),
  });
  if (message === null) return { ok: false, error: 'message_not_found' };
  return { ok: true, channel: message.channelId, ts: message.ts, text: message.text, message: slackMessage(message) };
}

/** Newest first, without replies, as Slack gives them. */
function history(store: MessageStore, { channel = '', oldest = '0' }: SlackArguments): SlackAnswer {
  const found = store.list(channel).filter(({ threadTs, ts }) => threadTs === null && Number(ts) > Number(oldest));
  return { ok: true, messages: found.toReversed().map(slackMessage), has_more: false };
}

/** The message and its thread, oldest first. */
function replies(store: MessageStore, { channel = '', ts = '', oldest = '0' }: SlackArguments): SlackAnswer {
  const thread = store.list(channel).filter((message) => message.ts === ts || message.threadTs === ts);
  if (thread.length === 0) return { ok: false, error: 'thread_not_found' };
  const found = thread.filter((message) => message.ts === ts || Number(message.ts) > Number(oldest));
  return { ok: true, messages: found.map(slackMessage), has_more: false };
}

function slackMessage({ ts, threadTs, text, blocks, metadata }: InboxMessage): object {
  return {
    type: 'message',
    ts,
    text,
    blocks,
    bot_id: 'B000000001',
    ...(threadTs !== null && { thread_ts: threadTs }),
    ...(metadata !== null && { metadata }),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
