/** What the digest's timer does: at the hour that the settings name, by the clocks of their zone, it sends the digest of the day before. */
import { daysAfter, localDay, localDayOf, localHourOf } from '../digest/local-day.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { readDelivery } from './digest/digest-rows.ts';
import { type SendContext, type SendDigestPorts, sendDigest } from './send-digest.ts';

/** The last records of a day come within so much after its end. */
const settledAfterMs = 20 * 60_000;

/**
 * Sends the digest of yesterday once its hour has come, and goes on with what waits of it and of the day before it. Called every hour; a day
 * that was sent is not sent again.
 *
 * @throws what `sendDigest` throws: the next run goes on
 */
export async function runDigest(ports: SendDigestPorts, settings: DetectionSettings, context: SendContext): Promise<void> {
  const { timeZone, hour } = settings.digest;
  const nowMs = ports.clock.now();
  const today = localDayOf(nowMs, timeZone);
  const yesterday = daysAfter(today, -1);
  const isDue = localHourOf(nowMs, timeZone) >= hour && nowMs >= localDay(yesterday, timeZone).toMs + settledAfterMs;
  if (isDue) await sendDigest(ports, settings, context, yesterday, { isAgain: false });
  const before = daysAfter(yesterday, -1);
  if (await isWaiting(ports, settings, before)) await sendDigest(ports, settings, context, before, { isAgain: false });
}

async function isWaiting({ state }: SendDigestPorts, { slack }: DetectionSettings, day: string): Promise<boolean> {
  const { value } = await readDelivery(state, day, slack.channel);
  return value?.messages.some(({ entry: { delivery } }) => delivery.step === 'queued' || delivery.step === 'sending') ?? false;
}
