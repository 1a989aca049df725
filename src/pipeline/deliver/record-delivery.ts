import type { OutboxEntry } from '../../model/incident.ts';
import type { Delivery } from '../../ports/notifier.ts';
import type { Outboxed } from './outboxed.ts';

const firstPauseMs = 10_000;
const longestPauseMs = 10 * 60_000;

/** How long to wait after the given number of attempts: doubling from 10 s to 10 min, and never given up. */
export const pauseMs = (attempts: number): number => Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(30, attempts - 1));

/** Marks an entry as being sent from now on. */
export function startSending<T extends Outboxed>(row: T, entryId: string, nowMs: number): T {
  return changeEntry(row, entryId, (entry) => ({
    ...entry,
    delivery: { step: 'sending', sinceMs: nowMs },
    attempts: entry.attempts + 1,
  }));
}

/** Keeps an entry back: its channel takes nothing before `untilMs`. */
export function holdBack<T extends Outboxed>(row: T, entryId: string, untilMs: number): T {
  return changeEntry(row, entryId, (entry) => ({ ...entry, notBeforeMs: untilMs }));
}

/** Writes down what became of an attempt, and, for a post that was sent, which message now stands for the row. */
export function recordDelivery<T extends Outboxed>(row: T, entryId: string, delivery: Delivery, nowMs: number): T {
  const entry = row.outbox.find(({ id }) => id === entryId);
  const changed = changeEntry(row, entryId, (before) => recordInEntry(before, delivery, nowMs));
  if (entry === undefined || entry.kind === 'reply' || entry.kind === 'edit') {
    return delivery.kind === 'post-anew' ? { ...changed, posted: null } : changed;
  }
  return delivery.kind === 'sent' ? { ...changed, posted: delivery.posted } : changed;
}

function recordInEntry(entry: OutboxEntry, delivery: Delivery, nowMs: number): OutboxEntry {
  switch (delivery.kind) {
    case 'sent':
      return { ...entry, delivery: { step: 'sent', ...delivery.posted, atMs: nowMs } };
    case 'retry': {
      const notBeforeMs = nowMs + Math.max(1, delivery.afterMs ?? pauseMs(entry.attempts));
      return { ...entry, delivery: delivery.mayHaveArrived ? entry.delivery : { step: 'queued' }, notBeforeMs };
    }
    case 'post-anew':
      return entry.kind === 'post'
        ? { ...entry, delivery: { step: 'failed', code: delivery.code, atMs: nowMs } }
        : { ...entry, kind: 'post', delivery: { step: 'queued' }, notBeforeMs: 0 };
    case 'permanent':
      return { ...entry, delivery: { step: 'failed', code: delivery.code, atMs: nowMs } };
  }
}

function changeEntry<T extends Outboxed>(row: T, entryId: string, change: (entry: OutboxEntry) => OutboxEntry): T {
  return { ...row, outbox: row.outbox.map((entry) => (entry.id === entryId ? change(entry) : entry)) };
}
