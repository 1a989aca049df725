import type { DataGap, DataState, PastDay, SilentTarget } from '../../model/digest/digest-day.ts';
import type { DigestInput, EarlierDay } from '../digest-input.ts';
import { clockHourStart, type LocalDay } from '../local-day.ts';
import { hourSpans } from './hour-spans.ts';
import type { RecordedHours } from './recorded-hours.ts';

const hourMs = 3_600_000;
/** The first records of an hour come within so much after its end, even where they are slow. */
const settledAfterMs = 20 * 60_000;
const mostSilentTargets = 20;
/** Days that are shown beside the day itself. */
export const earlierShown = 13;

/** Whether an hour had ended, and its records come, at a time. */
export const hasSettled = (hour: string, atMs: number): boolean => clockHourStart(hour) + hourMs + settledAfterMs <= atMs;

/** How far the records of the day are there. */
export function dataState(input: DigestInput, recorded: RecordedHours): DataState {
  const { day, madeAtMs } = input;
  const { hours, fromMs } = day;
  const ended = hours.filter((hour) => hasSettled(hour, madeAtMs));
  const withRecords = hours.filter((hour) => recorded.isRecorded(clockHourStart(hour))).length;
  const gaps = findGaps(ended, recorded, input.words.flowLogName);
  const silent = withRecords === 0 || day.toMs > madeAtMs ? [] : silentTargets(input);
  return {
    kind: withRecords === 0 ? 'none' : gaps.length > 0 ? 'partly' : 'whole',
    gaps,
    silentTargets: silent.slice(0, mostSilentTargets),
    moreSilentTargets: Math.max(0, silent.length - mostSilentTargets),
    hoursEnded: ended.length,
    hoursWithRecords: withRecords,
    beginsAtMs: beginsIn(day, recorded) && recorded.firstMs !== fromMs ? recorded.firstMs : null,
  };
}

/** Hours that all flow logs which should have records miss are a gap of everything; the others are each one's own. */
function findGaps(ended: readonly string[], recorded: RecordedHours, nameOf: (flowLog: string) => string): readonly DataGap[] {
  const everything: string[] = [];
  const byLog = new Map<string, string[]>();
  for (const hour of ended) {
    const startMs = clockHourStart(hour);
    const missedBy = recorded.missedBy(startMs);
    if (missedBy.length > 0 && !recorded.isRecorded(startMs)) everything.push(hour);
    else for (const flowLog of missedBy) byLog.set(flowLog, [...(byLog.get(flowLog) ?? []), hour]);
  }
  const ofLogs = [...byLog].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...(everything.length === 0 ? [] : [gapOf('everything', '', '', everything)]),
    ...ofLogs.map(([flowLog, hours]) => gapOf('flow-log', nameOf(flowLog), flowLog, hours)),
  ];
}

const gapOf = (of: DataGap['of'], name: string, id: string, hours: readonly string[]): DataGap => ({
  of,
  name,
  id,
  hours,
  spans: hourSpans(hours),
});

/** Network interfaces that logged on the day before and not on this one. */
function silentTargets({ parts, earlier, words }: DigestInput): readonly SilentTarget[] {
  const before = earlier.at(-1);
  const now = new Set(parts.figures.interfaces.map(({ mac }) => mac));
  const gone = (before?.figures?.interfaces ?? []).filter(({ mac }) => !now.has(mac));
  return gone.map((target) => ({ name: words.targetName(target), mac: target.mac, lastDay: before?.day.day ?? '' }));
}

/** Whether the first records of all that is known lie in a day. */
function beginsIn({ fromMs, toMs }: LocalDay, { firstMs }: RecordedHours): boolean {
  return firstMs !== null && firstMs >= fromMs && firstMs < toMs;
}

/** The days before the one that is told, as far as they are shown. */
export function pastDays(earlier: readonly EarlierDay[], recorded: RecordedHours): readonly PastDay[] {
  return earlier.slice(-earlierShown).map((one) => pastDay(one, recorded));
}

function pastDay({ day, figures }: EarlierDay, recorded: RecordedHours): PastDay {
  const data = figures === null ? 'unread' : figures.flowLogs.length === 0 ? 'none' : wholeness(day, recorded);
  if (figures === null || data === 'none') return { day: day.day, data, denied: null, letIn: null, sources: null };
  return { day: day.day, data, denied: figures.denied, letIn: figures.letIn, sources: figures.sources };
}

/** A day in which records begin is no whole one. */
function wholeness(day: LocalDay, recorded: RecordedHours): 'whole' | 'partly' {
  if (beginsIn(day, recorded) && recorded.firstMs !== day.fromMs) return 'partly';
  return day.hours.some((hour) => recorded.missedBy(clockHourStart(hour)).length > 0) ? 'partly' : 'whole';
}
