import { hourMs, hourOf, hourStartMs, hoursBetween } from '../../read/hours.ts';
import type { LogHistory, WholeBlob } from '../write/log-source.ts';
import { flowLogPath } from './flow-log-path.ts';
import { flowLogRecords } from './flow-log-record.ts';
import type { SimulatedTarget } from './network.ts';
import { createRandom, type Random } from './random.ts';
import { simulatePastHour } from './simulate-past-hour.ts';
import type { SimulatedTuple } from './simulated-tuple.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;

/** What the flow logs of a world hold of the days before its live minutes: whole blobs, one an hour and interface. */
export function simulatedHistory(world: World, days: number): LogHistory {
  const [oldest, newest] = [hourOf(world.originMs - days * 24 * hourMs), hourOf(world.originMs - hourMs)];
  return { hours: hoursBetween(oldest, newest).toReversed(), blobsOf: (hour) => blobsOf(world, hour) };
}

function blobsOf(world: World, hour: string): readonly WholeBlob[] {
  // A record appears seconds after its minute, the last of an hour in the next hour's blob: a blob holds the minutes that ended in its hour.
  const fromMs = hourStartMs(hour) - minuteMs;
  const random = createRandom(world.seed + fromMs / minuteMs);
  const byTarget = Map.groupBy(simulatePastHour(world, fromMs), ({ target }) => target);
  return [...byTarget].map(([target, tuples]) => wholeBlob(target, tuples, hourStartMs(hour), random));
}

function wholeBlob(target: SimulatedTarget, tuples: readonly SimulatedTuple[], hourStart: number, random: Random): WholeBlob {
  const minutes = Map.groupBy(tuples, ({ atMs }) => Math.floor(atMs / minuteMs));
  const records = [...minutes].flatMap(([minute, ofMinute]) =>
    flowLogRecords(target, ofMinute, (minute + 1) * minuteMs + random.between(1700, 9000)),
  );
  const bytes = Buffer.from(`{"records":[${records.join(',')}]}`);
  return { ...flowLogPath(target, hourStart), bytes, records: records.length, tuples: tuples.length };
}
