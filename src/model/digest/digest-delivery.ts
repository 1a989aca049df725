import type { OutboxEntry, PostedMessage } from '../incident.ts';

/** A message of a digest: the first is posted, the others reply in its thread; later each is edited. */
export interface DigestMessage {
  /** What it says now, and how far it is on its way. */
  readonly entry: OutboxEntry;
  /** Where it stands; null before it was sent. */
  readonly posted: PostedMessage | null;
  /** `ts` of the message whose thread it is in; null for the first. */
  readonly threadTs: string | null;
}

/** A digest on its way to a channel; every change is committed by If-Match, so one sender wins. */
export interface DigestDelivery {
  /** `2026-11-21` by the clocks of the digest's time zone. */
  readonly day: string;
  readonly channel: string;
  readonly messages: readonly DigestMessage[];
  /** Incidents that only this digest tells of and that have not been marked so yet. */
  readonly toAnnounce: readonly { readonly finding: string; readonly key: string }[];
}
