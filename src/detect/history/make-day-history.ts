/** A day's history: the chosen facts of its hours come in, what later days ask of them goes out. */
import type { Facts } from '../../model/facts.ts';
import type { DayHistory } from '../../model/history.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { compareText } from '../compare-text.ts';
import { type HourAttempts, listAttempts } from './attempts-of-hour.ts';
import { countPairs, countSources } from './count-pairs.ts';
import { countPorts } from './count-ports.ts';
import { keepSources } from './keep-sources.ts';
import { type DayHour, type DayView, keysOf, viewDay } from './view-day.ts';
import { walkDoorsOfDay } from './walk-doors-of-day.ts';

/** The settings that a history depends on; `targets` for the names in `expectedSources`. */
export type HistorySettings = Pick<DetectionSettings, 'watchedPorts' | 'expectedSources' | 'targets'>;

/**
 * Makes the history of a UTC day from its hours: of them, the watched ports and the expected sources alone, whatever the order of
 * rows, so that a day rolled again changes only itself. Also of a day not over yet: its hours so far.
 *
 * Knocks are taken hour by hour, within an hour by slot, let-ins before denials, then by source. Expected sources are left out of
 * door states only.
 *
 * @param day `20261121`
 * @param hours those of the day that have records, once each
 */
export function makeDayHistory(day: string, hours: readonly DayHour[], settings: HistorySettings): DayHistory {
  const view = viewDay(hours, keysOf(settings.watchedPorts));
  const attemptsOf = listAttempts(view);
  const walker = walkDoorsOfDay(view, settings);
  const ports = countPorts(view);
  const sources = countSources(view);
  const letIns = new Map<number, number>();
  for (const hour of view.hours) {
    const attempts = attemptsOf(hour);
    walker.addHour(attempts);
    ports.addHour(hourOfDay(hour.hour), attempts);
    sources.addHour(attempts);
    addLetIns(letIns, view, attempts);
  }
  const pairs = countPairs(view, sources.rows());
  for (const hour of view.hours) pairs.addHour(attemptsOf(hour));
  return {
    day,
    ...keepSources(view, letIns, pairs.pairs()),
    targets: view.targets,
    hours: hoursWithRecords(view.hours),
    ports: ports.ports(),
    doors: walker.doors(),
    countries: countCountries(view.hours.map(({ facts }) => facts)),
  };
}

function hourOfDay(hour: string): number {
  return Number(hour.slice(8, 10));
}

/** First slot of each let-in, by door and source in one number. */
function addLetIns(letIns: Map<number, number>, view: DayView, { slot, source, door, isDenied }: HourAttempts): void {
  for (let row = 0; row < slot.length; row++) {
    if (isDenied[row] !== 0) continue;
    const key = (door[row] ?? 0) * view.sources.length + (source[row] ?? 0);
    letIns.set(key, Math.min(slot[row] ?? 0, letIns.get(key) ?? Number.POSITIVE_INFINITY));
  }
}

/** The hours of each log and network interface, by both. */
function hoursWithRecords(hours: readonly DayHour[]): DayHistory['hours'] {
  const masks = new Map<string, DayHistory['hours'][number]>();
  for (const { hour, logs } of hours) {
    for (const { flowLog, mac, records } of logs) {
      if (records === 0) continue;
      const key = `${flowLog} ${mac}`;
      masks.set(key, { flowLog, mac, mask: (masks.get(key)?.mask ?? 0) | (1 << hourOfDay(hour)) });
    }
  }
  return [...masks.values()].sort((a, b) => compareText(a.flowLog, b.flowLog) || compareText(a.mac, b.mac));
}

/** Denied flows on any port, by country of their source. */
function countCountries(hours: readonly Facts[]): DayHistory['countries'] {
  const flows = new Map<string, number>();
  for (const [sources, ofList] of Map.groupBy(hours, (facts) => facts.sources)) {
    const sums = deniedBySource(ofList, sources.address.length);
    for (let source = 0; source < sums.length; source++) {
      const sum = sums[source] ?? 0;
      if (sum === 0) continue;
      const country = sources.country[source] ?? '';
      flows.set(country, (flows.get(country) ?? 0) + sum);
    }
  }
  return [...flows].map(([country, deniedFlows]) => ({ country, deniedFlows })).sort((a, b) => compareText(a.country, b.country));
}

function deniedBySource(hours: readonly Facts[], sources: number): Float64Array {
  const sums = new Float64Array(sources);
  for (const { denied } of hours) {
    for (let row = 0; row < denied.source.length; row++) {
      const source = denied.source[row] ?? 0;
      sums[source] = (sums[source] ?? 0) + (denied.flows[row] ?? 0);
    }
  }
  return sums;
}
