import type { PortKey } from '../model/facts.ts';
import type { Clock } from '../ports/clock.ts';
import { hourMs, hourOf, hourStartMs, hoursUpTo } from '../read/hours.ts';
import { type RollUpPorts, rollUpHour } from './roll-up-hour.ts';

/** An hour's blobs are final some minutes after it: it is rolled up twenty minutes after its end. */
const rolledAfterMs = 20 * 60_000;

export type RollUpDuePorts = RollUpPorts & { readonly wallClock: Clock };

/** The newest `count` hours that have ended. */
export const endedHours = (nowMs: number, count: number): readonly string[] => hoursUpTo(nowMs - hourMs, count);

/**
 * Rolls up, among some hours, those that ended at least twenty minutes ago and whose streams changed since they were rolled last. Newest
 * first; no further one is begun after `budgetMs` of real time: what is left is found by a later call, or by the daily one over all hours.
 *
 * @returns the hours that are now rolled up as their streams are; those that ended too shortly ago are not among them
 */
export async function rollUpDue(
  ports: RollUpDuePorts,
  watchedPorts: ReadonlySet<PortKey>,
  nowMs: number,
  hours: readonly string[],
  budgetMs: number,
): Promise<readonly string[]> {
  const untilMs = ports.wallClock.now() + budgetMs;
  const due = [...new Set(hours)].filter((hour) => hour < hourOf(nowMs) && hourStartMs(hour) + hourMs + rolledAfterMs <= nowMs);
  const settled: string[] = [];
  for (const hour of due.sort().toReversed()) {
    if (ports.wallClock.now() > untilMs) break;
    if ((await rollUpHour(ports, watchedPorts, hour, nowMs)) !== 'conflict') settled.push(hour);
  }
  return settled;
}
