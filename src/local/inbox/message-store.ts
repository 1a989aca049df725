/** A message as the inbox keeps it. */
export interface InboxMessage {
  readonly channel: string;
  readonly channelId: string;
  /** Seconds with six decimals, unique: Slack's id of a message in its channel. */
  readonly ts: string;
  /** The message it replies to; null for one of its own. */
  readonly threadTs: string | null;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: unknown;
  /** How often it was edited. */
  readonly edits: number;
  readonly editedAtMs: number | null;
}

export type NewMessage = Pick<InboxMessage, 'channel' | 'threadTs' | 'text' | 'blocks' | 'metadata'>;
export type MessageEdit = Partial<Pick<InboxMessage, 'text' | 'blocks' | 'metadata'>>;

/** What only one person is shown. */
export type WhisperedMessage = Pick<InboxMessage, 'text' | 'blocks'>;

/** The messages of the embedded run, in memory. */
export interface MessageStore {
  post(message: NewMessage): InboxMessage;
  /** Null where there is no such message. */
  edit(channel: string, ts: string, edit: MessageEdit): InboxMessage | null;
  /** Oldest first. `channel` is a name or an id. */
  list(channel?: string): readonly InboxMessage[];
  /** Shows something to who looks, and keeps nothing, as Slack does. */
  whisper(message: WhisperedMessage): void;
  onWhisper(listener: (message: WhisperedMessage) => void): void;
  /** Called after every change with the message that is new or edited. */
  onChange(listener: (message: InboxMessage) => void): void;
}

/** @param now real time, ms: when people would have got a message. */
export function createMessageStore(now: () => number): MessageStore {
  const messages: InboxMessage[] = [];
  const channelIds = new Map<string, string>();
  const listeners: ((message: InboxMessage) => void)[] = [];
  const whispered: ((message: WhisperedMessage) => void)[] = [];
  const isIn = (channel: string) => (message: InboxMessage) => message.channel === channel || message.channelId === channel;
  const changed = (message: InboxMessage): InboxMessage => {
    for (const listener of listeners) listener(message);
    return message;
  };
  const channelOf = (name: string): Pick<InboxMessage, 'channel' | 'channelId'> => {
    const known = [...channelIds].find(([channel, id]) => channel === name || id === name);
    if (known !== undefined) return { channel: known[0], channelId: known[1] };
    const channelId = `C${String(channelIds.size + 1).padStart(9, '0')}`;
    channelIds.set(name, channelId);
    return { channel: name, channelId };
  };
  return {
    post(message) {
      const ts = `${Math.floor(now() / 1000)}.${String(messages.length + 1).padStart(6, '0')}`;
      const posted = { ...message, ...channelOf(message.channel), ts, edits: 0, editedAtMs: null };
      messages.push(posted);
      return changed(posted);
    },
    edit(channel, ts, edit) {
      const index = messages.findIndex((message) => isIn(channel)(message) && message.ts === ts);
      const before = messages[index];
      if (before === undefined) return null;
      const edited = { ...before, ...edit, edits: before.edits + 1, editedAtMs: now() };
      messages[index] = edited;
      return changed(edited);
    },
    list: (channel) => (channel === undefined ? [...messages] : messages.filter(isIn(channel))),
    whisper(message) {
      for (const listener of whispered) listener(message);
    },
    onWhisper: (listener) => void whispered.push(listener),
    onChange: (listener) => void listeners.push(listener),
  };
}
