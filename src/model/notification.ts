import type { Severity } from './finding-kind.ts';

/** A message as Slack takes it, rendered; `blocks` are Block Kit objects, already checked against Slack's limits. */
export interface Notification {
  readonly channel: string;
  /** A whole sentence, for notifications and screen readers; escaped. */
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly severity: Severity;
  /** A reply that the channel is shown as well, not only who follows the thread. */
  readonly isBroadcast: boolean;
  /** The incidents it tells of. Also sent as message metadata. */
  readonly incidentIds: readonly string[];
}

/** An answer that one person alone sees, rendered. Slack keeps no copy: it is gone when they reload. */
export interface Whisper {
  readonly channelId: string;
  /** Slack user id, `U…` or `W…`. */
  readonly userId: string;
  /** A whole sentence, for notifications and screen readers; escaped. */
  readonly text: string;
  readonly blocks: readonly unknown[];
}
