import { makeDayHistory } from '../../src/detect/history/make-day-history.ts';
import type { DayHour } from '../../src/detect/history/view-day.ts';
import type { DayHistory } from '../../src/model/history.ts';
import type { LogSummary } from '../../src/model/hour.ts';
import type { DetectionSettings } from '../../src/model/settings.ts';
import { at, factsOf, type Line, targetNamed } from './facts-builder.ts';

/** A line with the hour whose records told it: a tuple of the last minute stands in the next hour's. */
export interface HourLine extends Line {
  /** `2026112123` */
  readonly hour: string;
}

/** `2026112110` of a line's time. */
export const hourOfTime = (time: string): string => new Date(at(time)).toISOString().slice(0, 13).replace(/[-T]/g, '');

/** Lines in the hours of their own times. */
export const inTheirHours = (lines: readonly Line[]): HourLine[] =>
  lines.map((line) => ({ ...line, hour: hourOfTime(line.time) }));

/** What a log of an hour said of itself. */
export function logSummary(flowLog: string, mac: string, records: number): LogSummary {
  return {
    kind: 'vnet',
    flowLog,
    mac,
    records,
    tuples: records,
    rejected: 0,
    lag: [],
    flows: { deniedInbound: 0, deniedOutbound: 0, allowedInbound: 0, allowedOutbound: 0 },
    countsDenied: true,
    countsAllowed: true,
    alsoLoggedElsewhere: 0,
    targets: [],
  };
}

/** The hours of some lines, with a log for each network interface that was knocked at. */
export function hoursOf(lines: readonly HourLine[]): DayHour[] {
  return [...Map.groupBy(lines, ({ hour }) => hour)].map(([hour, ofHour]) => ({
    hour,
    facts: factsOf(ofHour),
    logs: [...Map.groupBy(ofHour, ({ target }) => target)].map(([target, ofTarget]) =>
      logSummary('FLOWLOG', targetNamed(target).mac, ofTarget.length),
    ),
  }));
}

/** A history for each day that has lines, oldest first. */
export function historiesOf(lines: readonly HourLine[], settings: DetectionSettings): DayHistory[] {
  const days = Map.groupBy(lines, ({ hour }) => hour.slice(0, 8));
  return [...days].sort(([a], [b]) => Number(a) - Number(b)).map(([day, ofDay]) => makeDayHistory(day, hoursOf(ofDay), settings));
}
