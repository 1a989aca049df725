import type { OutboxEntry, PostedMessage } from '../../model/incident.ts';
import type { Versioned } from '../../ports/incident-store.ts';

/** What has messages on their way: an incident, or a digest's message. */
export interface Outboxed {
  readonly outbox: readonly OutboxEntry[];
  /** The message that replies and edits are about; null where there is none. */
  readonly posted: PostedMessage | null;
}

/** Where such rows are kept; every change by If-Match. */
export interface OutboxRows<T extends Outboxed> {
  readonly replace: (value: T, version: string) => Promise<Versioned<T> | 'conflict'>;
  /** As it is now; null where it is gone. */
  readonly read: (value: T) => Promise<Versioned<T> | null>;
}
