import type { PostedMessage } from '../../model/incident.ts';
import type { Notification, Whisper } from '../../model/notification.ts';
import type { Delivery, MessageSearch, Notifier } from '../../ports/notifier.ts';

/** A message as the memory notifier holds it. */
export interface MemoryMessage {
  readonly posted: PostedMessage;
  readonly entryId: string;
  /** `ts` of the message it replies to; null for one of its own. */
  readonly threadTs: string | null;
  /** What it shows now. */
  readonly notification: Notification;
  readonly edits: number;
}

/** How a call is to fail: it takes effect or not, and the caller is told an outcome or, like a process that ends, nothing. */
export interface MemoryFault {
  readonly takesEffect: boolean;
  /** 'throw' ends the caller. */
  readonly outcome: Exclude<Delivery, { kind: 'sent' }> | 'throw';
}

export interface MemoryNotifier extends Notifier {
  /** Messages and replies in the order in which they arrived. */
  readonly messages: readonly MemoryMessage[];
  /** What one person alone was told, in order. */
  readonly whispers: readonly Whisper[];
  /** Names of the calls that sent something, `find` included, in order. */
  readonly calls: readonly string[];
  /** The next calls that send something meet these faults, one each. */
  failNext(...faults: readonly MemoryFault[]): void;
}

/** Keeps messages in memory and fails when told to: for tests and dry runs. `mayLook` false: `find` answers 'unknown'. */
export function memoryNotifier({ mayLook = true }: { readonly mayLook?: boolean } = {}): MemoryNotifier {
  const messages: MemoryMessage[] = [];
  const whispers: Whisper[] = [];
  const calls: string[] = [];
  const faults: MemoryFault[] = [];
  const meet = (call: string, act: () => Delivery): Delivery => {
    calls.push(call);
    const fault = faults.shift();
    if (fault === undefined) return act();
    if (fault.takesEffect) act();
    if (fault.outcome === 'throw') throw new Error(`The process ends during ${call}`);
    return fault.outcome;
  };
  const add = (notification: Notification, channelId: string, entryId: string, threadTs: string | null): Delivery => {
    const posted = { channelId, ts: String(messages.length + 1) };
    messages.push({ posted, entryId, threadTs, notification, edits: 0 });
    return { kind: 'sent', posted };
  };
  return {
    messages,
    whispers,
    calls,
    failNext: (...more) => void faults.push(...more),
    post: async (notification, entryId) => meet('post', () => add(notification, notification.channel, entryId, null)),
    reply: async (notification, thread, entryId) => meet('reply', () => add(notification, thread.channelId, entryId, thread.ts)),
    edit: async (notification, posted) => meet('edit', () => change(messages, notification, posted)),
    find: async (search) => {
      calls.push('find');
      return mayLook ? findIn(messages, search) : 'unknown';
    },
    whisper: async (whisper) => {
      calls.push('whisper');
      whispers.push(whisper);
      return { kind: 'sent' };
    },
  };
}

function change(messages: MemoryMessage[], notification: Notification, posted: PostedMessage): Delivery {
  const index = messages.findIndex((message) => message.posted.ts === posted.ts);
  const message = messages[index];
  if (message === undefined) return { kind: 'post-anew', code: 'message_not_found' };
  messages[index] = { ...message, notification, edits: message.edits + 1 };
  return { kind: 'sent', posted };
}

function findIn(messages: readonly MemoryMessage[], { entryId, thread }: MessageSearch): PostedMessage | null {
  return messages.find((message) => message.entryId === entryId && message.threadTs === (thread?.ts ?? null))?.posted ?? null;
}
