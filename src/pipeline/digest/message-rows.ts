/** The messages of a digest as deliveries take them, and what becomes of the digest's row with each step. */
import type { DigestDelivery, DigestMessage } from '../../model/digest/digest-delivery.ts';
import type { OutboxEntry } from '../../model/incident.ts';
import type { Versioned } from '../../ports/incident-store.ts';
import type { StateStore } from '../../ports/state-store.ts';
import type { Outboxed, OutboxRows } from '../deliver/outboxed.ts';
import { deliveryRow, readDelivery } from './digest-rows.ts';

/** One message of a digest as deliveries take it: an outbox with a single entry. */
export interface MessageRow extends Outboxed {
  readonly delivery: DigestDelivery;
  readonly index: number;
}

/** A reply is sent into the thread of the first message; what stands already is edited where it stands. */
export function rowOf(delivery: DigestDelivery, index: number): MessageRow {
  const message = delivery.messages[index];
  const [first] = delivery.messages;
  if (message === undefined) return { outbox: [], posted: null, delivery, index };
  const posted = message.entry.kind === 'reply' ? (first?.posted ?? null) : message.posted;
  return { outbox: [message.entry], posted, delivery, index };
}

export const messageRows = (state: StateStore): OutboxRows<MessageRow> => ({
  replace: async (row, version) => {
    const replaced = await replaceDelivery(state, takeIn(row), version);
    return replaced === null ? 'conflict' : { value: rowOf(replaced.value, row.index), version: replaced.version };
  },
  read: async ({ delivery, index }) => {
    const { value, version } = await readDelivery(state, delivery.day, delivery.channel);
    return value === null || version === null ? null : { value: rowOf(value, index), version };
  },
});

/** Writes what became of an entry into the digest's row: where its message stands now, or that it has to be sent anew. */
function takeIn({ outbox: [entry], delivery, index }: MessageRow): DigestDelivery {
  const message = delivery.messages[index];
  if (message === undefined || entry === undefined) return delivery;
  if (entry.delivery.step === 'sent') {
    const { channelId, ts } = entry.delivery;
    const threadTs = index === 0 ? null : (delivery.messages[0]?.posted?.ts ?? null);
    return afterMove(withMessage(delivery, index, { entry, posted: { channelId, ts }, threadTs }), index);
  }
  if (entry.kind !== 'post' || message.entry.kind === 'post') return withMessage(delivery, index, { ...message, entry });
  return withMessageGone(delivery, index, entry);
}

/** What was to be edited, or the message whose thread was to be replied in, is gone: it is sent again, the first as a message of its own. */
function withMessageGone(delivery: DigestDelivery, index: number, entry: OutboxEntry): DigestDelivery {
  const isThreadGone = delivery.messages[index]?.entry.kind === 'reply';
  const gone: DigestMessage = { entry: { ...entry, kind: index === 0 ? 'post' : 'reply' }, posted: null, threadTs: null };
  const [first] = delivery.messages;
  const changed = withMessage(delivery, index, gone);
  if (!isThreadGone || first === undefined) return changed;
  return withMessage(changed, 0, { ...first, entry: { ...asReply(first.entry), kind: 'post' }, posted: null });
}

/** Where the first message was posted anew its thread is another: all replies are to be sent again. */
function afterMove(delivery: DigestDelivery, index: number): DigestDelivery {
  const ts = delivery.messages[0]?.posted?.ts;
  if (index !== 0) return delivery;
  const messages = delivery.messages.map((message, i) =>
    i === 0 || message.threadTs === null || message.threadTs === ts
      ? message
      : { ...message, entry: asReply(message.entry), posted: null, threadTs: null },
  );
  return { ...delivery, messages };
}

const asReply = (entry: OutboxEntry): OutboxEntry => ({ ...entry, kind: 'reply', delivery: { step: 'queued' }, notBeforeMs: 0 });

export const withMessage = (delivery: DigestDelivery, index: number, message: DigestMessage): DigestDelivery => ({
  ...delivery,
  messages: delivery.messages.map((other, i) => (i === index ? message : other)),
});

/** Replaces a digest's row and gives it as it is then; null where another was faster. */
export async function replaceDelivery(
  state: StateStore,
  value: DigestDelivery,
  version: string | null,
): Promise<Versioned<DigestDelivery> | null> {
  const name = deliveryRow(value.day, value.channel);
  if ((await state.write(name, value, version)) === 'conflict') return null;
  const written = await readDelivery(state, value.day, value.channel);
  return written.value === null || written.version === null ? null : { value: written.value, version: written.version };
}
