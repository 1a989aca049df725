import { type Lag, slotMs } from '../../model/facts.ts';
import type { LogSummary } from '../../model/hour.ts';
import type { Detection } from '../detection.ts';
import { clockHour, hourMs } from '../history/clock-hours.ts';
import { targetKey } from '../target-identity.ts';
import { type Sight, slotEnd } from './sight.ts';

/** Of the records committed in the last so many slots (half an hour) … */
const slots = 6;
/** … more than one in so many … */
const oneOf = 20;
/** … were committed later than so many minutes after their own … */
const lateMinutes = 15;
/** … of at least so many. */
const leastRecords = 20;
/** A flow log that is new brings its past with it. */
const settlesInMs = hourMs;

/**
 * Records that come late though nothing is being caught up with: of the current and the last clock hour, while none of older hours is
 * committed, and of flow logs that were there an hour ago.
 */
export function lateRecords(detection: Detection): readonly Sight[] {
  const { hours, nowMs, self } = detection;
  if (!self.isRealTime) return [];
  const live = [clockHour(nowMs - hourMs), clockHour(nowMs)];
  const isRecent = recentCommits(nowMs);
  const isCatchingUp = hours.some(({ hour, logs }) => !live.includes(hour) && logs.some(({ lag }) => lag.some(isRecent)));
  if (isCatchingUp) return [];
  const isSettled = settledLogs(detection);
  const logs = hours.filter(({ hour }) => live.includes(hour)).flatMap((ofHour) => ofHour.logs);
  return judge(logs.filter(isSettled).flatMap(({ lag }) => lag.filter(isRecent)));
}

function recentCommits(nowMs: number): (lag: Lag) => boolean {
  const slot = Math.floor(nowMs / slotMs);
  return ({ commitSlot }) => commitSlot > slot - slots && commitSlot <= slot;
}

function settledLogs({ view, nowMs }: Detection): (log: LogSummary) => boolean {
  const installedAt = new Map(view.targets.map(({ target, installedAtMs }) => [targetKey(target), installedAtMs]));
  return ({ targets }) => targets.every((target) => (installedAt.get(target) ?? 0) <= nowMs - settlesInMs);
}

function judge(lags: readonly Lag[]): readonly Sight[] {
  const late = lags.filter(({ atMostMinutes }) => atMostMinutes > lateMinutes);
  const sum = (rows: readonly Lag[]): number => rows.reduce((records, row) => records + row.records, 0);
  const [lateCount, records] = [sum(late), sum(lags)];
  if (records < leastRecords || lateCount * oneOf <= records) return [];
  const commits = late.map(({ commitSlot }) => commitSlot * slotMs);
  const why = `${lateCount} of the ${records} records counted in the last 30 minutes came more than ${lateMinutes} minutes after their own time (more than 5 %, of at least ${leastRecords}).`;
  return [
    {
      blindness: { kind: 'late-records', late: lateCount, records, minutes: lateMinutes },
      subject: null,
      sinceMs: Math.min(...commits),
      untilMs: slotEnd(Math.max(...commits)),
      why: [why],
    },
  ];
}
