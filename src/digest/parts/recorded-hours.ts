import type { DayFigures } from '../../model/digest/day-figures.ts';
import type { EarlierDay } from '../digest-input.ts';
import { clockHourStart, type LocalDay } from '../local-day.ts';

const dayMs = 24 * 3_600_000;

/** The clock hours of which flow logs have records, as far back as is known. */
export interface RecordedHours {
  /** Starts of hours (ms) by flow log. */
  readonly byLog: ReadonlyMap<string, ReadonlySet<number>>;
  /** The first hour of any of them; null where there is none. */
  readonly firstMs: number | null;
  /** Flow logs that should have records of an hour and have none; empty where none is missed. */
  readonly missedBy: (startMs: number) => readonly string[];
  readonly isRecorded: (startMs: number) => boolean;
}

/** Collects them from the day and those before it. */
export function recordedHours(day: LocalDay, figures: DayFigures, earlier: readonly EarlierDay[]): RecordedHours {
  const byLog = new Map<string, Set<number>>();
  for (const one of [...earlier, { day, figures }]) {
    for (const { flowLog, hours } of one.figures?.flowLogs ?? []) addHours(byLog, flowLog, one.day, hours);
  }
  const firsts = new Map([...byLog].map(([flowLog, recorded]) => [flowLog, Math.min(...recorded)]));
  const all = new Set([...byLog.values()].flatMap((recorded) => [...recorded]));
  return {
    byLog,
    firstMs: firsts.size === 0 ? null : Math.min(...firsts.values()),
    isRecorded: (startMs) => all.has(startMs),
    missedBy: (startMs) =>
      [...byLog]
        .filter(([flowLog, recorded]) => isMissed(recorded, startMs, firsts.get(flowLog) ?? startMs))
        .map(([flowLog]) => flowLog),
  };
}

function addHours(byLog: Map<string, Set<number>>, flowLog: string, day: LocalDay, places: readonly number[]): void {
  const recorded = byLog.get(flowLog) ?? new Set();
  byLog.set(flowLog, recorded);
  for (const place of places) {
    const hour = day.hours[place];
    if (hour !== undefined) recorded.add(clockHourStart(hour));
  }
}

/**
 * Whether a flow log without records of an hour should have some: if it had them seven and fourteen days before, so that networks which sleep at
 * night or at weekends miss nothing. One that has not been known for so long is judged by the week, then by the days it is known.
 */
function isMissed(recorded: ReadonlySet<number>, startMs: number, firstMs: number): boolean {
  if (recorded.has(startMs) || startMs <= firstMs) return false;
  const knownDays = Math.floor((startMs - firstMs) / dayMs);
  if (knownDays >= 14) return recorded.has(startMs - 7 * dayMs) && recorded.has(startMs - 14 * dayMs);
  if (knownDays >= 7) return recorded.has(startMs - 7 * dayMs);
  if (knownDays >= 1)
    return Array.from({ length: knownDays }, (_, i) => startMs - (i + 1) * dayMs).some((ms) => recorded.has(ms));
  return true;
}
