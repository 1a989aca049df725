import type { HourFacts } from '../../count/summarize-hour.ts';
import { historySettingsHash } from '../../detect/history/history-settings-hash.ts';
import { type HistorySettings, makeDayHistory } from '../../detect/history/make-day-history.ts';
import type { DayHistory } from '../../model/history.ts';
import { dayOf } from '../../read/hours.ts';

/** Days before today that are looked back on; `blind` goes by the hours with records of two more. */
const wholeDays = 13;
const earlierDays = 15;

/** The history of a day of its hours among some. */
export const historyOf = (day: string, hours: readonly HourFacts[], settings: HistorySettings): DayHistory =>
  makeDayHistory(
    day,
    hours.filter(({ hour }) => dayOf(hour) === day),
    settings,
  );

/** Histories of days that are over, by what they depend on. */
export interface HistoryArchive {
  close(day: string, hours: readonly HourFacts[]): void;
  before(hash: string): readonly DayHistory[];
}

/** An archive without days; of each day it keeps a history for all of the settings that differ in what it depends on. */
export function createHistoryArchive(settings: readonly HistorySettings[]): HistoryArchive {
  const kinds = new Map(settings.map((one) => [historySettingsHash(one), one]));
  const closed = new Map<string, readonly DayHistory[]>();
  return {
    close: (day, hours) => {
      for (const [hash, ofKind] of kinds) {
        const days = [historyOf(day, hours, ofKind), ...(closed.get(hash) ?? [])].slice(0, earlierDays);
        closed.set(
          hash,
          days.map((history, ago) => (ago < wholeDays ? history : hoursOnly(history, ofKind))),
        );
      }
    },
    before: (hash) => closed.get(hash) ?? [],
  };
}

/** The rest of a day so long ago would only take memory. */
const hoursOnly = ({ day, hours }: DayHistory, settings: HistorySettings): DayHistory => ({
  ...makeDayHistory(day, [], settings),
  hours,
});
