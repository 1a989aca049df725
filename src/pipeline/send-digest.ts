/** Sends the digest of a day, once a day and channel: what was sent is edited, what was begun is ended. */
import { markLeftToDigest } from '../incident/mark-told.ts';
import { composeDigest, type DigestMessages } from '../message/digest/compose-digest.ts';
import type { DigestDelivery, DigestMessage } from '../model/digest/digest-delivery.ts';
import { Failure } from '../model/failure.ts';
import type { Notification } from '../model/notification.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { Versioned } from '../ports/incident-store.ts';
import type { Log } from '../ports/log.ts';
import { type DeliverDigestPorts, type DigestOutcome, deliverDigest } from './digest/deliver-digest.ts';
import { changeMemory, type DigestMemory, readChartRefusal, readDelivery } from './digest/digest-rows.ts';
import { replaceDelivery } from './digest/message-rows.ts';
import { type DigestContext, type DigestPorts, type ReadDigest, readWholeDigest } from './read-digest.ts';

export type SendDigestPorts = DigestPorts & DeliverDigestPorts & { readonly log: Log };

/** What sending goes by besides ports and settings. */
export interface SendContext extends DigestContext {
  /** Address of the report page; null where messages link to none. */
  readonly reportUrl: string | null;
}

const dayMs = 24 * 3_600_000;
/** A workspace that refused a chart is asked again after so long. */
const refusalLastsMs = 30 * dayMs;
const attempts = 8;

/**
 * Sends the digest of a day, or goes on with one that was begun. A day that was sent before is made anew only where that is asked for; its
 * messages are then edited in place.
 *
 * @param day `2026-11-21` by the clocks of `settings.digest.timeZone`
 * @throws Failure `conflict-persists` (retryable); what the stores throw: the next call goes on where this one ended
 */
export async function sendDigest(
  ports: SendDigestPorts,
  settings: DetectionSettings,
  context: SendContext,
  day: string,
  { isAgain }: { readonly isAgain: boolean },
): Promise<DigestOutcome> {
  const { stored, ...outcome } = await deliverDigest(ports, await queueDigest(ports, settings, context, day, isAgain));
  if (stored.value.messages[0]?.posted !== null) await announce(ports, stored);
  tell(ports.log, day, stored.value.channel, outcome);
  return outcome;
}

/** A run that finds everything sent says nothing. */
function tell(log: Log, day: string, channel: string, { sent, found, waiting, failed }: DigestOutcome): void {
  if (sent + found + waiting > 0) log.info('digest', { day, channel, sent, found, waiting });
  if (failed.length > 0) log.error('digest-failed', { day, channel, codes: failed.join(' ') });
}

async function queueDigest(
  ports: SendDigestPorts,
  settings: DetectionSettings,
  context: SendContext,
  day: string,
  isAgain: boolean,
): Promise<Versioned<DigestDelivery>> {
  const { channel } = settings.slack;
  let composed: { readonly read: ReadDigest; readonly messages: DigestMessages } | null = null;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { value, version } = await readDelivery(ports.state, day, channel);
    if (value !== null && version !== null && !isAgain) return { value, version };
    composed ??= await compose(ports, settings, context, day);
    const queued = await replaceDelivery(ports.state, queue(value, composed, day, channel, ports.wallClock.now()), version);
    if (queued !== null) return queued;
  }
  throw new Failure('conflict-persists', `Cannot queue the digest of ${day}: others were faster ${attempts} times`, {
    retryable: true,
  });
}

/** What is to be remembered is written before the digest is queued: whoever goes on from there writes it no second time. */
async function compose(ports: SendDigestPorts, settings: DetectionSettings, context: SendContext, day: string) {
  const read = await readWholeDigest(ports, settings, context, day);
  const refusedAtMs = await readChartRefusal(ports.state);
  const withChart = refusedAtMs === null || ports.wallClock.now() - refusedAtMs > refusalLastsMs;
  await changeMemory(ports.state, (memory) => remember(memory, read, settings, day));
  return {
    read,
    messages: composeDigest(read.digest, { channel: settings.slack.channel, reportUrl: context.reportUrl, withChart }),
  };
}

/** The digest of an earlier day that is made again is no newer one. */
function remember(memory: DigestMemory, { suppressions }: ReadDigest, settings: DetectionSettings, day: string): DigestMemory {
  const { last, before } = memory;
  if (last !== null && last.day > day) return memory;
  return { last: { day, settings }, before: last?.day === day ? before : last, suppressions };
}

function queue(
  stored: DigestDelivery | null,
  { read, messages }: { readonly read: ReadDigest; readonly messages: DigestMessages },
  day: string,
  channel: string,
  nowMs: number,
): DigestDelivery {
  return {
    day,
    channel,
    messages: messages.map((notification, index) => queueMessage(stored?.messages[index], notification, { day, index, nowMs })),
    toAnnounce: read.announces.map(({ finding, key }) => ({ finding, key })),
  };
}

/** A new message; or one that waits, with what it says now; or one that stands, to be edited. One that is being sent is left alone. */
function queueMessage(
  before: DigestMessage | undefined,
  notification: Notification,
  { day, index, nowMs }: { readonly day: string; readonly index: number; readonly nowMs: number },
): DigestMessage {
  const entry = { notification, delivery: { step: 'queued' }, attempts: 0, notBeforeMs: 0, queuedAtMs: nowMs } as const;
  if (before === undefined) {
    return {
      entry: { ...entry, id: `digest-${day}:${index + 1}`, kind: index === 0 ? 'post' : 'reply' },
      posted: null,
      threadTs: null,
    };
  }
  const { step } = before.entry.delivery;
  if (step === 'sending') return before;
  const kind = before.posted === null ? before.entry.kind : 'edit';
  return { ...before, entry: { ...before.entry, ...entry, kind } };
}

/** Incidents that only the digest tells of count as told from now on, as they are now: they speak again only for more. */
async function announce(ports: SendDigestPorts, stored: Versioned<DigestDelivery>): Promise<void> {
  if (stored.value.toAnnounce.length === 0) return;
  for (const { finding, key } of stored.value.toAnnounce) await announceOne(ports, finding, key);
  // Whoever replaced the row meanwhile announces what it names.
  await replaceDelivery(ports.state, { ...stored.value, toAnnounce: [] }, stored.version);
}

async function announceOne({ incidents, clock }: SendDigestPorts, finding: string, key: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const row = await incidents.read(finding, key);
    if (row === null || row.value.announced?.byDigest !== true) return;
    const incident = markLeftToDigest(row.value, clock.now());
    if ((await incidents.replace({ incident, replaces: row.version })).kind === 'committed') return;
  }
}
