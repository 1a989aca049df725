import { mergeFacts } from '../count/fact-tables.ts';
import type { HourFacts } from '../count/summarize-hour.ts';
import type { Facts } from '../model/facts.ts';
import type { Installation } from '../model/installation.ts';
import type { WindowFacts } from '../model/window.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { StateStore } from '../ports/state-store.ts';
import type { WarmFacts } from '../ports/warm-facts.ts';
import { hourMs, hourOf, hourStartMs, hoursUpTo } from '../read/hours.ts';
import { type FingerprintedHour, hourFacts } from './read-hour.ts';
import { readInstallation } from './read-installation.ts';

/** The window of every finding: the current clock hour and the 23 before it. */
export const windowHours = 24;
/** The newest hours still change: their rolled-up rows are believed only if their streams are as they were. Older ones are the sweep's. */
const checkedHours = 3;

/** The first hour of the window that ends with the clock hour of `nowMs`. */
export const oldestWindowHour = (nowMs: number): string => hourOf(nowMs - (windowHours - 1) * hourMs);

export interface WindowPorts {
  readonly store: IngestStore;
  readonly hours: HourStore;
  readonly state: StateStore;
  readonly warm?: WarmFacts;
}

/** The hours of the window that ends with the clock hour of `nowMs`, oldest first: closed ones from their rolled-up rows, open ones from the streams. */
export function readWindowHours(ports: WindowPorts, nowMs: number): Promise<readonly FingerprintedHour[]> {
  const names = hoursUpTo(nowMs, windowHours);
  return Promise.all(names.map((hour, i) => hourFacts(ports, hour, i >= windowHours - checkedHours)));
}

/** The window that ends with the clock hour of `nowMs`. */
export async function readWindow(ports: WindowPorts, nowMs: number): Promise<WindowFacts> {
  const [{ installation }, hours] = await Promise.all([readInstallation(ports.state), readWindowHours(ports, nowMs)]);
  return windowOf(hours, installation, nowMs);
}

/**
 * Adds up the hours of a window.
 *
 * A target whose flow log no sweep has listed yet counts as installed with the last hour.
 */
export function windowOf(hours: readonly HourFacts[], installation: Installation, nowMs: number): WindowFacts {
  const facts = mergeFacts(hours.map((hour) => hour.facts));
  const endMs = hourStartMs(hourOf(nowMs)) + hourMs;
  const logs = hours.flatMap((hour) => hour.logs);
  return {
    facts,
    startMs: endMs - windowHours * hourMs,
    endMs,
    targetInstalledAtMs: installedAt(facts, logs, installation, endMs - hourMs),
    alsoLoggedElsewhere: logs.reduce((sum, log) => sum + log.alsoLoggedElsewhere, 0),
  };
}

/** For each target the earliest installation of a flow log that tells of it. */
function installedAt(facts: Facts, logs: HourFacts['logs'], installation: Installation, otherwiseMs: number): readonly number[] {
  const earliest = new Map<string, number>();
  for (const { flowLog, targets } of logs) {
    const ms = installation[flowLog] ?? otherwiseMs;
    for (const target of targets) earliest.set(target, Math.min(ms, earliest.get(target) ?? ms));
  }
  return facts.targets.map(({ mac, address }) => earliest.get(`${mac} ${address}`) ?? otherwiseMs);
}
