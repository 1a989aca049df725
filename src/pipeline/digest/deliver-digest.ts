/** Takes a digest's messages to Slack, one after the other, each step written down before and after it. */
import { hasChart, withoutChart } from '../../message/digest/chart-block.ts';
import type { DigestDelivery } from '../../model/digest/digest-delivery.ts';
import type { OutboxEntry } from '../../model/incident.ts';
import type { Versioned } from '../../ports/incident-store.ts';
import type { StateStore } from '../../ports/state-store.ts';
import { chooseDelivery } from '../deliver/choose-delivery.ts';
import { conflictsAllowed, deliverEntry, type EntryPorts } from '../deliver/deliver-entry.ts';
import { noteChartRefusal } from './digest-rows.ts';
import { messageRows, replaceDelivery, rowOf, withMessage } from './message-rows.ts';

export interface DeliverDigestPorts extends EntryPorts {
  readonly state: StateStore;
}

/** What became of a digest's messages in one run. */
export interface DigestOutcome {
  readonly sent: number;
  /** Messages of unclear attempts that were there already. */
  readonly found: number;
  /** Messages that wait: for their time, for another sender, or for the first one. */
  readonly waiting: number;
  /** Slack's codes of messages that only a person can help. */
  readonly failed: readonly string[];
}

/**
 * Delivers what waits of a digest: the first message, then its replies. Where Slack refuses the chart the message goes out without it, and
 * that is remembered.
 *
 * @returns the digest's row as it is then
 * @throws Failure `conflict-persists` where others were faster each time; what the store throws: the next run goes on
 */
export async function deliverDigest(
  ports: DeliverDigestPorts,
  stored: Versioned<DigestDelivery>,
): Promise<DigestOutcome & { readonly stored: Versioned<DigestDelivery> }> {
  const tally = { sent: 0, found: 0 };
  let current = stored;
  for (let index = 0; index < current.value.messages.length; index++) {
    current = await deliverMessage(ports, current, index, tally);
    // What has no thread yet cannot reply in it.
    if (current.value.messages[0]?.posted === null) break;
  }
  const entries = current.value.messages.map(({ entry }) => entry);
  return {
    ...tally,
    waiting: entries.filter(({ delivery }) => delivery.step === 'queued' || delivery.step === 'sending').length,
    failed: entries.flatMap(({ delivery }) => (delivery.step === 'failed' ? [delivery.code] : [])),
    stored: current,
  };
}

async function deliverMessage(
  ports: DeliverDigestPorts,
  stored: Versioned<DigestDelivery>,
  index: number,
  tally: { sent: number; found: number },
): Promise<Versioned<DigestDelivery>> {
  const rows = messageRows(ports.state);
  let current = stored;
  for (let conflicts = 0; conflicts <= conflictsAllowed; ) {
    current = await takeChartAway(ports, current, index);
    const row = rowOf(current.value, index);
    const choice = chooseDelivery(row, ports.wallClock.now());
    if (choice === null) break;
    const {
      row: after,
      delivery,
      wasFound,
    } = await deliverEntry(ports, rows, { value: row, version: current.version }, choice, 0);
    if (delivery?.kind === 'sent') tally[wasFound ? 'found' : 'sent']++;
    const fresh = after === 'conflict' ? await rows.read(row) : after;
    if (fresh === null) return current;
    if (after === 'conflict') conflicts++;
    current = { value: fresh.value.delivery, version: fresh.version };
  }
  return current;
}

const refusesBlocks = (code: string): boolean => code === 'invalid_blocks' || code === 'invalid_blocks_format';

/** A message whose blocks were refused, and that has a chart, is queued again without it. */
async function takeChartAway(
  { state, wallClock }: DeliverDigestPorts,
  stored: Versioned<DigestDelivery>,
  index: number,
): Promise<Versioned<DigestDelivery>> {
  const message = stored.value.messages[index];
  const { delivery, notification } = message?.entry ?? {};
  if (message === undefined || delivery?.step !== 'failed' || !refusesBlocks(delivery.code)) return stored;
  if (notification === undefined || !hasChart(notification.blocks)) return stored;
  await noteChartRefusal(state, wallClock.now());
  const entry: OutboxEntry = {
    ...message.entry,
    notification: { ...notification, blocks: withoutChart(notification.blocks) },
    delivery: { step: 'queued' },
  };
  return (await replaceDelivery(state, withMessage(stored.value, index, { ...message, entry }), stored.version)) ?? stored;
}
