import type { PortKey } from '../model/facts.ts';
import { hourMs, hourOf, hourStartMs, hoursUpTo } from '../read/hours.ts';
import { type RollUpPorts, rollUpHour } from './roll-up-hour.ts';

/** An hour's blobs are final some minutes after it: it is rolled up twenty minutes after its end. */
const rolledAfterMs = 20 * 60_000;

export interface RollUpOutcome {
  readonly checked: number;
  readonly rolled: readonly string[];
}

/**
 * Rolls up, among the newest `hours` hours that ended at least twenty minutes ago, those whose streams changed since. Newest first; ends
 * after `budgetMs` of real time, the rest is left to the next call.
 *
 * @param hours 3 for every evaluation, 48 for every sweep, all that are retained once a day
 */
export async function rollUpDue(
  ports: RollUpPorts & { readonly wallClock: { now(): number } },
  watchedPorts: ReadonlySet<PortKey>,
  nowMs: number,
  hours: number,
  budgetMs: number,
): Promise<RollUpOutcome> {
  const untilMs = ports.wallClock.now() + budgetMs;
  const due = hoursUpTo(nowMs, hours + 1).filter(
    (hour) => hour < hourOf(nowMs) && hourStartMs(hour) + hourMs + rolledAfterMs <= nowMs,
  );
  const rolled: string[] = [];
  let checked = 0;
  for (const hour of due.toReversed()) {
    if (ports.wallClock.now() > untilMs) break;
    checked++;
    if ((await rollUpHour(ports, watchedPorts, hour)) === 'rolled') rolled.push(hour);
  }
  return { checked, rolled };
}
