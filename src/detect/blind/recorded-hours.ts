import type { HourLogs } from '../../model/detection-input.ts';
import type { DayHistory } from '../../model/history.ts';
import { clockHourStart, hourMs } from '../history/clock-hours.ts';

/** Starts (ms) of the clock hours in which each flow log has records, whichever network interface they are of. */
export type RecordedHours = ReadonlyMap<string, ReadonlySet<number>>;

/** Collects them from histories and, for the newest hours, from what these tell of their logs. */
export function recordedHours(histories: readonly DayHistory[], hours: readonly HourLogs[]): RecordedHours {
  const recorded = new Map<string, Set<number>>();
  const add = (flowLog: string, startMs: number): void => {
    const ofLog = recorded.get(flowLog) ?? new Set();
    recorded.set(flowLog, ofLog.add(startMs));
  };
  for (const { day, hours: masks } of histories) {
    const dayStartMs = clockHourStart(`${day}00`);
    for (const [flowLog, mask] of maskByLog(masks)) {
      for (let hour = 0; hour < 24; hour++) if ((mask & (1 << hour)) !== 0) add(flowLog, dayStartMs + hour * hourMs);
    }
  }
  for (const { hour, logs } of hours) {
    for (const { flowLog, records } of logs) if (records > 0) add(flowLog, clockHourStart(hour));
  }
  return recorded;
}

function maskByLog(masks: DayHistory['hours']): ReadonlyMap<string, number> {
  const byLog = new Map<string, number>();
  for (const { flowLog, mask } of masks) byLog.set(flowLog, (byLog.get(flowLog) ?? 0) | mask);
  return byLog;
}
