import type { LogSummary } from '../../model/hour.ts';
import type { Detection } from '../detection.ts';
import { clockHourStart, hourMs } from '../history/clock-hours.ts';
import { spanText } from '../words/span-text.ts';
import { flowLogName } from './flow-log-name.ts';
import type { Sight } from './sight.ts';

/** More than one of so many records … */
const oneOf = 100;
/** … and at least so many: a torn record now and then costs only itself. */
const leastRejected = 10;

interface RejectedHour {
  readonly startMs: number;
  readonly hour: string;
  readonly flowLog: string;
  readonly records: number;
  readonly rejected: number;
}

/** Flow logs of which too much was rejected in an hour of the window: the last such hour of each. */
export function rejectedRecords({ hours }: Pick<Detection, 'hours'>): readonly Sight[] {
  const ofLogs = hours.flatMap(({ hour, logs }) =>
    [...Map.groupBy(logs, ({ flowLog }) => flowLog)].map(([flowLog, ofLog]) => sumUp(hour, flowLog, ofLog)),
  );
  const bad = ofLogs.filter(isBad).sort((a, b) => a.startMs - b.startMs);
  return [...Map.groupBy(bad, ({ flowLog }) => flowLog).values()].flatMap((ofLog) => {
    const last = ofLog.at(-1);
    return last === undefined ? [] : [describe(last, runStartMs(ofLog))];
  });
}

function sumUp(hour: string, flowLog: string, logs: readonly LogSummary[]): RejectedHour {
  const sum = (pick: (log: LogSummary) => number) => logs.reduce((total, log) => total + pick(log), 0);
  return {
    startMs: clockHourStart(hour),
    hour,
    flowLog,
    records: sum(({ records }) => records),
    rejected: sum(({ rejected }) => rejected),
  };
}

function isBad({ records, rejected }: RejectedHour): boolean {
  return rejected >= leastRejected && rejected * oneOf > records;
}

/** Start of the first of the hours that lead to the last one without a gap. */
function runStartMs(hours: readonly RejectedHour[]): number {
  return hours.reduce(
    ({ sinceMs, endMs }, { startMs }) => ({ sinceMs: startMs === endMs ? sinceMs : startMs, endMs: startMs + hourMs }),
    { sinceMs: 0, endMs: 0 },
  ).sinceMs;
}

function describe({ startMs, hour, flowLog, rejected, records }: RejectedHour, sinceMs: number): Sight {
  const why = `${spanText(startMs, startMs + hourMs)}: ${rejected} parts of ${flowLogName(flowLog)} could not be read, beside ${records} records that could (more than 1 % of them, and at least ${leastRejected}).`;
  return {
    blindness: { kind: 'rejected-records', flowLog, hour, rejected, records },
    subject: flowLog,
    sinceMs,
    untilMs: startMs + hourMs,
    why: [why],
  };
}
