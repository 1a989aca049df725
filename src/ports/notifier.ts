import type { PostedMessage } from '../model/incident.ts';
import type { Notification, Whisper } from '../model/notification.ts';

/** What became of one call. */
export type Delivery =
  | { readonly kind: 'sent'; readonly posted: PostedMessage }
  /**
   * Trying again later can help: 429 (with its wait), 5xx, network. `mayHaveArrived`: the answer was lost or says nothing of
   * what took effect, so look for the message before it is sent again.
   */
  | { readonly kind: 'retry'; readonly code: string; readonly afterMs: number | null; readonly mayHaveArrived: boolean }
  /** The message can no longer be edited or replied to: post it anew. */
  | { readonly kind: 'post-anew'; readonly code: string }
  /** Only a person can help: bad token, no such channel, missing scope, archived, refused blocks. */
  | { readonly kind: 'permanent'; readonly code: string; readonly detail: string };

/** What to look for after an attempt of unclear outcome. */
export interface MessageSearch {
  readonly channel: string;
  /** The outbox entry that was sent: exact, where an incident has several messages. */
  readonly entryId: string;
  /** The thread it was to be a reply in; null for a message of its own. */
  readonly thread: PostedMessage | null;
  /** Nothing older is looked at, ms (wall clock). */
  readonly sinceMs: number;
}

/** What became of a whisper; `code` says why it did not arrive. */
export type WhisperDelivery = { readonly kind: 'sent' } | { readonly kind: 'not-sent'; readonly code: string };

/** Where messages go. Every call answers; none throws for what the other side does. */
export interface Notifier {
  /** `entryId` is that of the outbox entry; it is sent along, so that `find` can tell the message. */
  post(notification: Notification, entryId: string): Promise<Delivery>;
  reply(notification: Notification, thread: PostedMessage, entryId: string): Promise<Delivery>;
  edit(notification: Notification, posted: PostedMessage): Promise<Delivery>;
  /**
   * Looks for a message in recent history; null where it is not there, 'unknown' where it may not look.
   *
   * @throws Failure `slack-retryable` when it cannot look now
   */
  find(search: MessageSearch): Promise<PostedMessage | null | 'unknown'>;
  /** Tells one person alone, once: what does not arrive is not tried again. */
  whisper(whisper: Whisper): Promise<WhisperDelivery>;
}
