/** Histories: a function of a day's rolled-up hours, made when the day is over and again when any of them, or the settings it depends on, changed. */

import { concatFacts } from '../count/concat-facts.ts';
import { unpackFacts } from '../count/pack-facts.ts';
import { packHistory } from '../count/pack-history.ts';
import { historySettingsHash } from '../detect/history/history-settings-hash.ts';
import { type HistorySettings, makeDayHistory } from '../detect/history/make-day-history.ts';
import type { HistorySummary } from '../model/history.ts';
import type { HourSummary } from '../model/hour.ts';
import type { Clock } from '../ports/clock.ts';
import type { HourStore } from '../ports/hour-store.ts';
import type { Log } from '../ports/log.ts';
import { dayOf, hourMs, hourOf, hourStartMs, hoursOfDay } from '../read/hours.ts';

export interface HistoryPorts {
  readonly hours: HourStore;
  readonly wallClock: Clock;
  readonly log: Log;
  /** A fresh random id for each version of rows. */
  readonly newVersion: () => string;
}

const dayMs = 24 * hourMs;
/** Its last hour is rolled up twenty minutes after it; ten more for a run that was late. */
const madeAfterMs = 30 * 60_000;

/**
 * Makes, newest first, the histories of days that are over and whose hours or settings are not those they were made of.
 *
 * @param days how far back to look
 * @param budgetMs real time after which no further history is begun; the rest is left to the next call
 * @returns the days made
 */
export async function makeHistories(
  ports: HistoryPorts,
  settings: HistorySettings,
  nowMs: number,
  days: number,
  budgetMs: number,
): Promise<readonly string[]> {
  const untilMs = ports.wallClock.now() + budgetMs;
  const made: string[] = [];
  for (let ago = 1; ago <= days && ports.wallClock.now() <= untilMs; ago++) {
    const day = dayOf(hourOf(nowMs - ago * dayMs));
    if (hourStartMs(`${day}23`) + hourMs + madeAfterMs > nowMs) continue;
    if (await makeHistory(ports, settings, day)) made.push(day);
  }
  if (made.length > 0) ports.log.info('histories', { made: made.length, newest: made[0] ?? '', oldest: made.at(-1) ?? '' });
  return made;
}

async function makeHistory({ hours, newVersion }: HistoryPorts, settings: HistorySettings, day: string): Promise<boolean> {
  const summaries = new Map((await hours.readDaySummaries(day)).map(({ value }) => [value.hour, value]));
  if (summaries.size === 0) return false;
  const stored = await hours.readHistorySummary(day);
  const fingerprints = hoursOfDay(day).map((hour) => summaries.get(hour)?.fingerprint ?? '');
  const settingsHash = historySettingsHash(settings);
  if (stored !== null && isOf(stored.value, fingerprints, settingsHash)) return false;
  const ofDay = await readHours(hours, [...summaries.values()]);
  if (ofDay === null) return false;
  const rows = packHistory(makeDayHistory(day, ofDay, settings));
  const summary: HistorySummary = { day, version: newVersion(), rows: rows.length, fingerprints, settingsHash };
  return (await hours.writeHistory(summary, rows, stored?.version ?? null)) === 'committed';
}

const isOf = (summary: HistorySummary, fingerprints: readonly string[], settingsHash: string): boolean =>
  summary.settingsHash === settingsHash && fingerprints.every((fingerprint, i) => summary.fingerprints[i] === fingerprint);

/** The hours that the summaries name; null where one was replaced meanwhile: the next call makes the history of what it is then. */
async function readHours(hours: HourStore, summaries: readonly HourSummary[]) {
  const read = [];
  for (const summary of summaries) {
    const rows = await hours.readHourFacts(summary);
    if (rows === null) return null;
    read.push({ hour: summary.hour, facts: concatFacts(rows.map(unpackFacts)), logs: summary.logs });
  }
  return read;
}
