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
  /** The incidents it tells of; the first carries the message. Also sent as message metadata. */
  readonly incidentIds: readonly string[];
}
