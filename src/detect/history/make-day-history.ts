/** A day's history: the chosen facts of its hours come in, what later days ask of them goes out. */
import type { Facts } from '../../model/facts.ts';
import type { DayHistory } from '../../model/history.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { compareText } from '../compare-text.ts';
import {
  attemptsOfHour,
  type DayHour,
  type DayView,
  type HourAttempts,
  keysOf,
  readDoorNumber,
  viewDay,
} from './attempts-of-day.ts';
import { countPairs } from './count-pairs.ts';
import { countPorts } from './count-ports.ts';
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
  const ordered = hours.toSorted((a, b) => compareText(a.hour, b.hour));
  const view = viewDay(ordered, keysOf(settings.watchedPorts));
  const walker = walkDoorsOfDay(view, settings);
  const ports = countPorts(view);
  const pairs = countPairs(
    view,
    ordered.reduce((rows, { facts }) => rows + facts.denied.slot.length + facts.allowed.slot.length, 0),
  );
  const letIns = new Map<number, number>();
  for (const { hour, facts } of ordered) {
    const attempts = attemptsOfHour(view, facts);
    walker.addHour(attempts);
    ports.addHour(hourOfDay(hour), attempts);
    pairs.addHour(attempts);
    addLetIns(letIns, view, attempts);
  }
  const numbered = { letIn: listLetIns(letIns, view), pairs: pairs.pairs() };
  return {
    day,
    ...keepSources(view.sources, numbered),
    targets: view.targets,
    hours: hoursWithRecords(ordered),
    ports: ports.ports(),
    doors: walker.doors(),
    countries: countCountries(ordered.map(({ facts }) => facts)),
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

function listLetIns(letIns: ReadonlyMap<number, number>, view: DayView): DayHistory['letIn'] {
  const sources = view.sources.length;
  return [...letIns]
    .sort(([a], [b]) => a - b)
    .map(([key, firstSlot]) => ({ ...readDoorNumber(view, Math.floor(key / sources)), source: key % sources, firstSlot }));
}

/** Leaves out the sources that nothing names. */
function keepSources(
  sources: readonly string[],
  { letIn, pairs }: Pick<DayHistory, 'letIn' | 'pairs'>,
): Pick<DayHistory, 'sources' | 'letIn' | 'pairs'> {
  const kept = [...new Set([...letIn.map(({ source }) => source), ...pairs.source])].sort((a, b) => a - b);
  const places = new Map(kept.map((source, place) => [source, place]));
  const placeOf = (source: number) => places.get(source) ?? 0;
  return {
    sources: kept.map((source) => sources[source] ?? ''),
    letIn: letIn.map((entry) => ({ ...entry, source: placeOf(entry.source) })),
    pairs: { ...pairs, source: pairs.source.map(placeOf) },
  };
}

function hoursWithRecords(hours: readonly DayHour[]): DayHistory['hours'] {
  const logs = hours.flatMap((ofHour) =>
    ofHour.logs.filter(({ records }) => records > 0).map((log) => ({ ...log, hour: ofHour.hour })),
  );
  const byLog = Map.groupBy(logs, ({ flowLog, mac }) => `${flowLog} ${mac}`);
  return [...byLog.values()]
    .flatMap(([first, ...more]) => {
      if (first === undefined) return [];
      const mask = [first, ...more].reduce((bits, { hour }) => bits | (1 << hourOfDay(hour)), 0);
      return [{ flowLog: first.flowLog, mac: first.mac, mask }];
    })
    .sort((a, b) => compareText(a.flowLog, b.flowLog) || compareText(a.mac, b.mac));
}

/** Denied flows on any port, by country of their source. */
function countCountries(hours: readonly Facts[]): DayHistory['countries'] {
  const flows = new Map<string, number>();
  for (const { sources, denied } of hours) {
    const ofSource = new Float64Array(sources.address.length);
    for (const [row, source] of denied.source.entries()) ofSource[source] = (ofSource[source] ?? 0) + (denied.flows[row] ?? 0);
    for (const [source, sum] of ofSource.entries()) {
      const country = sources.country[source] ?? '';
      if (sum > 0) flows.set(country, (flows.get(country) ?? 0) + sum);
    }
  }
  return [...flows].map(([country, deniedFlows]) => ({ country, deniedFlows })).sort((a, b) => compareText(a.country, b.country));
}
