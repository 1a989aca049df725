import type { ChosenFacts } from '../count/choose-logs.ts';
import { mergeFacts } from '../count/fact-tables.ts';
import type { Facts, Target } from '../model/facts.ts';
import type { Installation } from '../model/installation.ts';
import type { WindowFacts } from '../model/window.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { StateStore } from '../ports/state-store.ts';
import { hourMs, hourOf, hourStartMs, hoursUpTo } from '../read/hours.ts';
import { readHour } from './read-hour.ts';
import { readInstallation } from './read-installation.ts';

/** The window of every finding: the current clock hour and the 23 before it. */
export const windowHours = 24;

/**
 * Reads the window that ends with the clock hour of `nowMs`, straight from the streams' open facts and segments.
 *
 * A target whose flow log no sweep has listed yet counts as installed with the current hour.
 */
export async function readWindow(
  ports: { readonly store: IngestStore; readonly state: StateStore },
  nowMs: number,
): Promise<WindowFacts> {
  const hours = hoursUpTo(nowMs, windowHours);
  const { installation } = await readInstallation(ports.state);
  const streams = (await Promise.all(hours.map((hour) => readHour(ports.store, hour)))).flat();
  const facts = mergeFacts(streams.map((stream) => stream.facts));
  const endMs = hourStartMs(hourOf(nowMs)) + hourMs;
  return {
    facts,
    startMs: endMs - windowHours * hourMs,
    endMs,
    targetInstalledAtMs: installedAt(facts, streams, installation, endMs - hourMs),
    alsoLoggedElsewhere: streams.reduce((sum, stream) => sum + stream.alsoLoggedElsewhere, 0),
  };
}

const keyOf = ({ mac, address }: Target): string => `${mac} ${address}`;

/** For each target the earliest installation of a flow log that tells of it. */
function installedAt(
  facts: Facts,
  streams: readonly ChosenFacts[],
  installation: Installation,
  otherwiseMs: number,
): readonly number[] {
  const earliest = new Map<string, number>();
  for (const { stream } of streams) {
    const ms = installation[stream.flowLog] ?? otherwiseMs;
    for (const target of stream.facts.targets) earliest.set(keyOf(target), Math.min(ms, earliest.get(keyOf(target)) ?? ms));
  }
  return facts.targets.map((target) => earliest.get(keyOf(target)) ?? otherwiseMs);
}
