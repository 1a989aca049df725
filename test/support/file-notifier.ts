import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Notifier } from '../../src/ports/notifier.ts';

/** A message as the file holds it, one a line. */
export interface FiledMessage {
  readonly kind: 'post' | 'reply';
  readonly entryId: string;
  readonly ts: string;
  readonly thread: string | null;
}

/** A channel that outlives the process that posts to it: each message is in the file before the call answers. */
export function fileNotifier(path: string): Notifier {
  const add = (message: Omit<FiledMessage, 'ts'>, channelId: string) => {
    const ts = String(readMessages(path).length + 1);
    appendFileSync(path, `${JSON.stringify({ ...message, ts })}\n`);
    return { kind: 'sent', posted: { channelId, ts } } as const;
  };
  return {
    post: async ({ channel }, entryId) => add({ kind: 'post', entryId, thread: null }, channel),
    reply: async (_, thread, entryId) => add({ kind: 'reply', entryId, thread: thread.ts }, thread.channelId),
    edit: async (_, posted) => ({ kind: 'sent', posted }),
    find: async ({ channel, entryId }) => {
      const found = readMessages(path).find((message) => message.entryId === entryId);
      return found === undefined ? null : { channelId: channel, ts: found.ts };
    },
    whisper: async () => ({ kind: 'sent' }),
  };
}

/** All messages in the order in which they came. */
export function readMessages(path: string): readonly FiledMessage[] {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
