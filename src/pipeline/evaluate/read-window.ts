import { alignFacts, areAligned, concatFacts } from '../../count/concat-facts.ts';
import type { HourFacts } from '../../count/summarize-hour.ts';
import type { Facts } from '../../model/facts.ts';
import type { Installation } from '../../model/installation.ts';
import type { WindowFacts, WindowRoom } from '../../model/window.ts';
import type { HourStore } from '../../ports/hour-store.ts';
import type { IngestStore } from '../../ports/ingest-store.ts';
import type { StateStore } from '../../ports/state-store.ts';
import type { WarmFacts } from '../../ports/warm-facts.ts';
import { hourMs, hourOf, hourStartMs, hoursUpTo } from '../../read/hours.ts';
import { type FingerprintedHour, hourFacts } from '../read-hour.ts';
import { readInstallation } from '../read-installation.ts';

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

/**
 * The hours of the window that ends with the clock hour of `nowMs`, oldest first: closed ones from their rolled-up rows, open ones from
 * the streams. Their facts are aligned, and stay warm in the memory they lie in, which is lent: give it back when all is done with them.
 */
export async function readWindowHours(ports: WindowPorts, nowMs: number): Promise<readonly FingerprintedHour[]> {
  const names = hoursUpTo(nowMs, windowHours);
  const hours = alignHours(await Promise.all(names.map((hour, i) => hourFacts(ports, hour, i >= windowHours - checkedHours))));
  ports.warm?.hours.clear();
  for (const hour of hours) ports.warm?.hours.set(hour.hour, hour);
  return hours;
}

/** Rooms that somebody goes by what lies in: nobody writes there. One that is never given back is only not used again. */
const lent = new WeakSet<WindowRoom>();

/** The next reading may write where these hours lie. */
export function giveBack(hours: readonly FingerprintedHour[]): void {
  for (const { room } of hours) if (room !== null) lent.delete(room);
}

function alignHours(hours: readonly FingerprintedHour[]): readonly FingerprintedHour[] {
  const facts = hours.map((hour) => hour.facts);
  const rooms = hours.map(({ room }) => room).filter((room) => room !== null);
  if (rooms.length === hours.length && areAligned(facts)) {
    for (const room of rooms) lent.add(room);
    return hours;
  }
  const { parts, room } = alignFacts(facts, rooms.find((one) => !lent.has(one)) ?? null);
  lent.add(room);
  return hours.map((hour, i) => ({ ...hour, facts: parts[i] ?? hour.facts, room }));
}

/** The window that ends with the clock hour of `nowMs`. */
export async function readWindow(ports: WindowPorts, nowMs: number): Promise<WindowFacts> {
  const [{ installation }, hours] = await Promise.all([readInstallation(ports.state), readWindowHours(ports, nowMs)]);
  return windowOf(hours, installation, nowMs);
}

/**
 * Takes the hours of a window as one.
 *
 * A target whose flow log no sweep has listed yet counts as installed with the last hour.
 */
export function windowOf(hours: readonly HourFacts[], installation: Installation, nowMs: number): WindowFacts {
  const facts = concatFacts(hours.map((hour) => hour.facts));
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
