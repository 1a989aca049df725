/** A day's history: the chosen facts of its hours come in, what later days ask of them goes out. */
import type { Facts } from '../../model/facts.ts';
import type { DayHistory } from '../../model/history.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { compareText } from '../compare-text.ts';
import { attemptsOfHour, type HourAttempts } from './attempts-of-hour.ts';
import { countPairs } from './count-pairs.ts';
import { countPorts } from './count-ports.ts';
import { type DayHour, type DayView, keysOf, readDoorNumber, viewDay } from './view-day.ts';
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
  const walker = walkDoorsOfDay(view, settings);
  const ports = countPorts(view);
  const pairs = countPairs(view);
  const letIns = new Map<number, number>();
  for (const hour of view.hours) {
    const attempts = attemptsOfHour(view, hour);
    walker.addHour(attempts);
    ports.addHour(hourOfDay(hour.hour), attempts);
    pairs.addHour(attempts);
    addLetIns(letIns, view, attempts);
  }
  return {
    day,
    ...keepSources(view.sources, { letIn: listLetIns(letIns, view), pairs: pairs.pairs() }),
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
  const isKept = new Uint8Array(sources.length);
  for (const { source } of letIn) isKept[source] = 1;
  for (const source of pairs.source) isKept[source] = 1;
  let kept = 0;
  const places = isKept.reduce((all, keeps, source) => {
    all[source] = keeps === 1 ? kept++ : 0;
    return all;
  }, new Uint32Array(sources.length));
  return {
    sources: sources.filter((_, source) => isKept[source] === 1),
    letIn: letIn.map((entry) => ({ ...entry, source: places[entry.source] ?? 0 })),
    pairs: { ...pairs, source: pairs.source.map((source) => places[source] ?? 0) },
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
    for (let row = 0; row < denied.source.length; row++) {
      const source = denied.source[row] ?? 0;
      ofSource[source] = (ofSource[source] ?? 0) + (denied.flows[row] ?? 0);
    }
    for (let source = 0; source < ofSource.length; source++) {
      const country = sources.country[source] ?? '';
      const sum = ofSource[source] ?? 0;
      if (sum > 0) flows.set(country, (flows.get(country) ?? 0) + sum);
    }
  }
  return [...flows].map(([country, deniedFlows]) => ({ country, deniedFlows })).sort((a, b) => compareText(a.country, b.country));
}
