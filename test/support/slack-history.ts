import { emulatedChannel, readingToken } from './slack-emulator.ts';

/** A message as Slack stores it. */
export interface StoredMessage {
  readonly ts: string;
  readonly thread_ts?: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> };
  readonly unfurl_links?: boolean;
  readonly unfurl_media?: boolean;
}

/** The messages of the emulated channel, oldest first; with `threadTs` a message and its replies. */
export async function readMessages(apiUrl: string, threadTs?: string): Promise<readonly StoredMessage[]> {
  const method = threadTs === undefined ? 'conversations.history' : 'conversations.replies';
  const response = await fetch(`${apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${readingToken}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ channel: emulatedChannel, limit: '1000', ...(threadTs === undefined ? {} : { ts: threadTs }) }),
  });
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || answer === null || !('messages' in answer) || !Array.isArray(answer.messages)) {
    throw new Error(`The emulator gave no messages: ${JSON.stringify(answer)}`);
  }
  return answer.messages.toSorted((a: StoredMessage, b: StoredMessage) => (a.ts < b.ts ? -1 : 1));
}

/** The messages of one outbox entry, or of all entries of an incident (`a:`). */
export function sentBy(messages: readonly StoredMessage[], entryPrefix: string): readonly StoredMessage[] {
  return messages.filter(({ metadata }) => String(metadata?.event_payload['outbox_entry'] ?? '').startsWith(entryPrefix));
}
