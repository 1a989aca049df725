import type { Severity } from './finding.ts';

/** A message as Slack takes it, rendered; `blocks` are Block Kit objects, already checked against Slack's limits. */
export interface Notification {
  readonly channel: string;
  /** A whole sentence, for notifications and screen readers; escaped. */
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly severity: Severity;
  /** The incidents it tells of; the first carries the message. Also sent as message metadata. */
  readonly incidentIds: readonly string[];
}
