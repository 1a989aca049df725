import type { HistorySummary } from '../../model/history.ts';
import type { HourSummary } from '../../model/hour.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HourStore } from '../../ports/hour-store.ts';
import type { Versioned } from '../../ports/incident-store.ts';
import { memoryVersions } from './memory-versions.ts';

/**
 * Closed hours and daily histories in memory, with the versions and refusals of the table.
 *
 * @param clock stamps rows, as the table service does with its own
 */
export function memoryHourStore(clock: Clock): HourStore {
  const hours = memoryVersions<HourSummary>(clock);
  const histories = memoryVersions<HistorySummary>(clock);
  const hoursOf = (day: string): readonly string[] => hours.names().filter((hour) => hour.startsWith(day));
  return {
    readHourSummary: async (hour) => hours.summary(hour),
    readDaySummaries: async (day) => hoursOf(day).map(hours.summary).filter(isThere),
    readHourFacts: async (summary) => hours.parts(summary.hour, summary),
    writeHour: async (summary, facts, replaces) => hours.write(summary.hour, summary, facts, replaces),
    readHistorySummary: async (day) => histories.summary(day),
    readHistory: async (summary) => histories.parts(summary.day, summary),
    writeHistory: async (summary, rows, replaces) => histories.write(summary.day, summary, rows, replaces),
    deleteOrphans: async (day, olderThanMs) =>
      sum(hoursOf(day), (hour) => hours.deleteOrphans(hour, olderThanMs)) + histories.deleteOrphans(day, olderThanMs),
    deleteDay: async (day) => sum(hoursOf(day), hours.delete) + histories.delete(day),
  };
}

function isThere<S>(summary: Versioned<S> | null): summary is Versioned<S> {
  return summary !== null;
}

function sum(names: readonly string[], rowsOf: (name: string) => number): number {
  return names.reduce((total, name) => total + rowsOf(name), 0);
}
