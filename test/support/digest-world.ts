import { memoryNotifier } from '../../src/adapters/memory/memory-notifier.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { runDigest } from '../../src/pipeline/run-digest.ts';
import { type SendContext, type SendDigestPorts, sendDigest } from '../../src/pipeline/send-digest.ts';
import { settingsWith } from './facts-builder.ts';
import { makeTargeted } from './findings/make-targeted.ts';
import { announcedOf, incidentOf } from './make-incident.ts';
import { type ProductWorld, productWorld } from './product-world.ts';
import { sampleHour, sampleHourStartMs, sampleMac, sampleRef } from './sample-log.ts';
import { smallNetworkFiles } from './small-network.ts';

export const digestDay = '2026-11-21';
export const digestSettings: DetectionSettings = settingsWith({
  slack: { channel: 'C0DIGEST', criticalChannel: '', opsChannel: '', mention: {}, mayAct: [] },
});
export const sendContext: SendContext = { countryDatabase: null, earlierBudgetMs: 60_000, reportUrl: null };

/** Told by the digest only, when its score was 50. */
export const overBudget: Incident = ((): Incident => {
  const finding = makeTargeted({
    openedAtMs: sampleHourStartMs,
    lastSeenAtMs: sampleHourStartMs + 3_600_000,
    score: 61,
    severity: 'medium',
  });
  const announced = announcedOf({ ...finding, score: 50, severity: 'low' }, { byDigest: true, atMs: sampleHourStartMs });
  return incidentOf(finding, {
    announced,
    reasons: [{ atMs: sampleHourStartMs, reason: 'over-budget', detail: 'The budget is spent.' }],
  });
})();

/** A day of a small network in memory, an incident for which there was no room, and a clock that is moved by hand: 08:00 of the day after. */
export interface DigestWorld {
  readonly product: ProductWorld;
  readonly notifier: ReturnType<typeof memoryNotifier>;
  readonly ports: SendDigestPorts;
  /** The hourly timer, with other ports or settings where they are given. */
  readonly tick: (ports?: SendDigestPorts, settings?: DetectionSettings) => Promise<void>;
  readonly sendAgain: (ports?: SendDigestPorts, settings?: DetectionSettings) => ReturnType<typeof sendDigest>;
}

/** @param mayLook whether messages may be looked for */
export async function digestWorld({ mayLook = true }: { readonly mayLook?: boolean } = {}): Promise<DigestWorld> {
  const notifier = memoryNotifier({ mayLook });
  const product = productWorld({ nowMs: sampleHourStartMs + 3_600_000 });
  const refs = [
    [sampleRef('vnet-v4', 'account', sampleMac, '2026112109'), smallNetworkFiles.first()],
    [sampleRef('vnet-v4', 'account', sampleMac, sampleHour), smallNetworkFiles.second()],
  ] as const;
  for (const [ref, bytes] of refs) {
    product.ports.blobs.put(ref, bytes);
    await product.event(ref);
  }
  await product.ports.incidents.replace({ incident: overBudget, replaces: null });
  product.clock.nowMs = Date.parse('2026-11-22T08:00:00Z');
  const ports: SendDigestPorts = { ...product.ports, notifier };
  return {
    product,
    notifier,
    ports,
    tick: (other = ports, settings = digestSettings) => runDigest(other, settings, sendContext),
    sendAgain: (other = ports, settings = digestSettings) =>
      sendDigest(other, settings, sendContext, digestDay, { isAgain: true }),
  };
}
