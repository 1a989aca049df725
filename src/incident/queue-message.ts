import type { OutboxEntry } from '../model/incident.ts';
import type { Notification } from '../model/notification.ts';

/** Settled entries that an outbox keeps, so that people can see what became of the last ones. */
const settledKept = 3;

const order: readonly OutboxEntry['kind'][] = ['post', 'reply', 'edit'];

/**
 * Puts a message into the outbox of the incident that carries it. A post or an edit that still waits is overtaken: it goes out as
 * what is known now. What waits stands in the order post, replies, edit.
 *
 * @param nowMs event time
 */
export function queueMessage(
  outbox: readonly OutboxEntry[],
  incidentId: string,
  kind: OutboxEntry['kind'],
  notification: Notification,
  nowMs: number,
): OutboxEntry[] {
  const overtaken = kind === 'reply' ? undefined : outbox.find((entry) => entry.kind === kind && isQueued(entry));
  const entry: OutboxEntry = overtaken
    ? { ...overtaken, notification }
    : {
        id: nextId(outbox, incidentId),
        kind,
        notification,
        delivery: { step: 'queued' },
        attempts: 0,
        notBeforeMs: 0,
        queuedAtMs: nowMs,
      };
  const others = outbox.filter((other) => other !== overtaken);
  const waiting = [...others.filter(isQueued), entry].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return [...pruneSettled(others.filter((other) => !isQueued(other))), ...waiting];
}

function isQueued({ delivery }: OutboxEntry): boolean {
  return delivery.step === 'queued';
}

function pruneSettled(entries: readonly OutboxEntry[]): OutboxEntry[] {
  const settled = entries.filter(({ delivery }) => delivery.step !== 'sending');
  const pruned = new Set(settled.slice(0, -settledKept));
  return entries.filter((entry) => !pruned.has(entry));
}

/** `{incident id}:{number}`, above every number that the outbox still holds: the last settled entries stay, so none comes twice. */
function nextId(outbox: readonly OutboxEntry[], incidentId: string): string {
  const numbers = outbox.map(({ id }) => Number(id.slice(id.lastIndexOf(':') + 1)));
  return `${incidentId}:${Math.max(0, ...numbers) + 1}`;
}
