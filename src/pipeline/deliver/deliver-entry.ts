import { Failure } from '../../model/failure.ts';
import type { DeliveryStep, OutboxEntry } from '../../model/incident.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Versioned } from '../../ports/incident-store.ts';
import type { Delivery, Notifier } from '../../ports/notifier.ts';
import type { DeliveryChoice } from './choose-delivery.ts';
import type { Outboxed, OutboxRows } from './outboxed.ts';
import { holdBack, recordDelivery, startSending } from './record-delivery.ts';

/** How far the clocks of Slack and of two instances may differ when a message is looked for. */
const clockSkewMs = 5 * 60_000;
/** Times that a step of one row is tried again because an evaluation or another sender was faster. */
export const conflictsAllowed = 8;

export interface EntryPorts {
  readonly notifier: Notifier;
  readonly wallClock: Clock;
}

/** What became of one entry. */
export interface EntryOutcome<T> {
  /** The row with the outcome written into it; 'conflict' where another was faster: begin again from what is there now. */
  readonly row: Versioned<T> | 'conflict';
  /** Null where nothing was tried. */
  readonly delivery: Delivery | null;
  /** It was there already, sent by an attempt that did not live to write it down. */
  readonly wasFound: boolean;
}

/**
 * Takes one entry of an outbox from `queued` (or unclear) over `sending` to what became of it, each step committed by If-Match.
 *
 * @param heldUntilMs before this time its channel takes nothing (wall clock): it is only kept back
 */
export async function deliverEntry<T extends Outboxed>(
  ports: EntryPorts,
  rows: OutboxRows<T>,
  { value: row, version }: Versioned<T>,
  { entry, isUnclear }: DeliveryChoice,
  heldUntilMs: number,
): Promise<EntryOutcome<T>> {
  const nowMs = ports.wallClock.now();
  if (heldUntilMs > nowMs) {
    return { row: await rows.replace(holdBack(row, entry.id, heldUntilMs), version), delivery: null, wasFound: false };
  }
  const claimed = await rows.replace(startSending(row, entry.id, nowMs), version);
  if (claimed === 'conflict') return { row: 'conflict', delivery: null, wasFound: false };
  const found = isUnclear ? await lookFor(ports, row, entry) : null;
  const delivery = found ?? (await send(ports, row, entry));
  return { row: await record(ports, rows, claimed, entry.id, delivery), delivery, wasFound: found?.kind === 'sent' };
}

/** Null where it is to be sent (again); an edit says the same when it is sent twice and is not looked for. */
async function lookFor({ notifier }: EntryPorts, { posted }: Outboxed, entry: OutboxEntry): Promise<Delivery | null> {
  if (entry.kind === 'edit') return null;
  const sinceMs = entry.delivery.step === 'sending' ? entry.delivery.sinceMs : entry.queuedAtMs;
  try {
    const found = await notifier.find({
      channel: entry.notification.channel,
      entryId: entry.id,
      thread: entry.kind === 'reply' ? posted : null,
      sinceMs: sinceMs - clockSkewMs,
    });
    return found === null || found === 'unknown' ? null : { kind: 'sent', posted: found };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'slack-retryable') throw error;
    return { kind: 'retry', code: 'cannot-look', afterMs: null, mayHaveArrived: true };
  }
}

async function send({ notifier }: EntryPorts, { posted }: Outboxed, entry: OutboxEntry): Promise<Delivery> {
  if (entry.kind === 'post' || posted === null) return notifier.post(entry.notification, entry.id);
  if (entry.kind === 'reply') return notifier.reply(entry.notification, posted, entry.id);
  return notifier.edit(entry.notification, posted);
}

/** What was sent must be written down: where another was faster, into what is there now. */
async function record<T extends Outboxed>(
  ports: EntryPorts,
  rows: OutboxRows<T>,
  claimed: Versioned<T>,
  entryId: string,
  delivery: Delivery,
): Promise<Versioned<T> | 'conflict'> {
  const claim = stepOf(claimed, entryId);
  let current = claimed;
  for (let attempt = 0; attempt <= conflictsAllowed; attempt++) {
    const changed = recordDelivery(current.value, entryId, delivery, ports.wallClock.now());
    const replaced = await rows.replace(changed, current.version);
    if (replaced !== 'conflict') return replaced;
    const fresh = await rows.read(claimed.value);
    if (fresh === null || isTakenOver(claim, stepOf(fresh, entryId), delivery)) return 'conflict';
    current = fresh;
  }
  throw new Failure('conflict-persists', `Cannot record message ${entryId}: others were faster each time`, { retryable: true });
}

function stepOf({ value }: Versioned<Outboxed>, entryId: string): DeliveryStep | null {
  return value.outbox.find(({ id }) => id === entryId)?.delivery ?? null;
}

/** A sender that was slower than `unclearAfterMs` finds another at it; that the message was sent is still worth writing down. */
function isTakenOver(claim: DeliveryStep | null, now: DeliveryStep | null, delivery: Delivery): boolean {
  if (now?.step !== 'sending') return true;
  const isOurs = claim?.step === 'sending' && claim.sinceMs === now.sinceMs;
  return !isOurs && delivery.kind !== 'sent';
}
