import type { OutboxEntry } from '../../model/incident.ts';
import type { Outboxed } from './outboxed.ts';

/** A sender that has not reported for longer has ended; a send takes 10 s at most. */
const unclearAfterMs = 2 * 60_000;

/** The entry of an outbox that is to be sent now. */
export interface DeliveryChoice {
  readonly entry: OutboxEntry;
  /** An earlier attempt may have arrived without our knowing. */
  readonly isUnclear: boolean;
}

const order: readonly OutboxEntry['kind'][] = ['post', 'reply', 'edit'];

/**
 * Chooses what an outbox may send now: in the order post, replies, edit, one at a time, each after those before it.
 * Takes a settled outbox (`settleOutbox`). Null where nothing waits, where another sender is at it, or where it is not yet time.
 */
export function chooseDelivery({ outbox }: Pick<Outboxed, 'outbox'>, nowMs: number): DeliveryChoice | null {
  const [entry] = pendingEntries(outbox);
  if (entry === undefined || nowMs < entry.notBeforeMs) return null;
  if (entry.delivery.step !== 'sending') return { entry, isUnclear: false };
  const { sinceMs } = entry.delivery;
  const hasReported = entry.notBeforeMs > sinceMs;
  return hasReported || nowMs - sinceMs > unclearAfterMs ? { entry, isUnclear: true } : null;
}

/** What is not delivered yet, in the order in which it goes out. */
export function pendingEntries(outbox: readonly OutboxEntry[]): readonly OutboxEntry[] {
  return outbox
    .filter(({ delivery }) => delivery.step === 'queued' || delivery.step === 'sending')
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || entryNumber(a) - entryNumber(b));
}

/** Entry ids end in a rising number. */
const entryNumber = ({ id }: OutboxEntry): number => Number(id.slice(id.lastIndexOf(':') + 1));
