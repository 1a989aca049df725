import { fileURLToPath } from 'node:url';
import type { Flush, LogSource } from '../write/log-source.ts';
import { flowLogPath } from './flow-log-path.ts';
import { flowLogRecords } from './flow-log-record.ts';
import { createRandom, type Random } from './random.ts';
import { type SimulatedMinute, simulateInternet } from './simulate-internet.ts';
import { simulatedHistory } from './simulated-history.ts';
import { createWorld, type InternetOptions } from './world.ts';

/**
 * The simulated internet as flow logs: each minute every target that saw something flushes a record or a few, seconds after the minute's end.
 *
 * @param historyDays whole days before it that are there as history
 */
export function simulatedLogs(options: InternetOptions, historyDays: number): LogSource {
  const world = createWorld(options);
  const { targets } = world;
  const flowLogs = targets.map((target) =>
    flowLogPath(target, options.originMs)
      .path.replace(/\/y=.*$/, '')
      .toUpperCase(),
  );
  return {
    title: `A simulated internet knocks on ${targets.length} targets of a small network (seed ${options.seed}).`,
    originMs: options.originMs,
    spanMs: null,
    flowLogs: [...new Set(flowLogs)],
    targets: targets.length,
    flushes: flushMinutes(simulateInternet(world), createRandom(options.seed + 2)),
    settingsFile: fileURLToPath(new URL('shop.yaml', import.meta.url)),
    history: historyDays === 0 ? null : simulatedHistory(world, historyDays),
  };
}

function* flushMinutes(minutes: Iterable<SimulatedMinute>, random: Random): Generator<Flush> {
  for (const minute of minutes) yield* flushMinute(minute, random).toSorted((a, b) => a.loggedAtMs - b.loggedAtMs);
}

function flushMinute({ startMs, tuples }: SimulatedMinute, random: Random): readonly Flush[] {
  return [...tuples].map(([target, ofTarget]) => {
    const loggedAtMs = startMs + 60_000 + random.between(1700, 9000);
    const records = flowLogRecords(target, ofTarget, loggedAtMs).map((record) => Buffer.from(record));
    return { ...flowLogPath(target, loggedAtMs), loggedAtMs, records, tuples: ofTarget.length };
  });
}
