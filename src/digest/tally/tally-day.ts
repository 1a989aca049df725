/** From the hours of a local day, one at a time, to all that its digest counts: memory grows with sources, doors and hours, not with flows. */
import type { DayFigures } from '../../model/digest/day-figures.ts';
import type { Facts, PortKey, Target } from '../../model/facts.ts';
import type { LocalDay } from '../local-day.ts';
import type { DigestHour } from './digest-hour.ts';
import { portPlacer } from './number-ports.ts';
import { createSourceNumbers, type NumberedSources } from './number-sources.ts';
import { createDetailTally, type DetailTally } from './tally-details.ts';
import { createFigureTally, type FigureTally, figuresOf, type NumberedPart } from './tally-figures.ts';
import { createLogTally, type LogTally, type LogTotals, logFigures } from './tally-logs.ts';
import { createRuleTally, type RuleTally } from './tally-rules.ts';

/** What a day's digest counts. */
export interface DayCounts {
  readonly day: LocalDay;
  readonly watched: readonly PortKey[];
  readonly figures: DayFigures;
  readonly sources: NumberedSources;
  readonly tally: FigureTally;
  readonly details: DetailTally;
  readonly rules: RuleTally;
  readonly logs: readonly LogTotals[];
  readonly lags: ReadonlyMap<number, number>;
}

/** Takes a day's hours in any order, each once. */
export interface DayTally<T> {
  readonly add: (hour: DigestHour) => void;
  readonly result: () => T;
}

interface Counters {
  readonly sources: NumberedSources;
  readonly tally: FigureTally;
  readonly logs: LogTally;
  /** One of each network interface, by MAC. */
  readonly interfaces: Map<string, Target>;
  readonly fingerprints: string[];
  readonly number: (facts: Facts, place: number) => NumberedPart;
}

/** Counts all of a day. */
export function tallyDay(day: LocalDay, watched: readonly PortKey[]): DayTally<DayCounts> {
  const counters = createCounters(day, watched);
  const details = createDetailTally(watched.length, counters.sources);
  const watchedPorts = new Set(watched);
  const rules = createRuleTally((port) => watchedPorts.has(port));
  return {
    add: (hour) => {
      count(counters, day, hour, (part) => {
        details.add(part);
        rules.add(part.facts);
      });
    },
    result: () => {
      const { sources, tally } = counters;
      const figures = toFigures(counters, day, watched);
      return { day, watched, figures, sources, tally, details, rules, logs: counters.logs.totals(), lags: counters.logs.lags() };
    },
  };
}

/** Counts of a day what later days are compared with. */
export function tallyFigures(day: LocalDay, watched: readonly PortKey[]): DayTally<DayFigures> {
  const counters = createCounters(day, watched);
  return { add: (hour) => count(counters, day, hour, () => {}), result: () => toFigures(counters, day, watched) };
}

function createCounters(day: LocalDay, watched: readonly PortKey[]): Counters {
  const sources = createSourceNumbers();
  const placesOf = portPlacer(watched);
  return {
    sources,
    tally: createFigureTally(watched, sources),
    logs: createLogTally(),
    interfaces: new Map(),
    fingerprints: day.hours.map(() => ''),
    number: (facts, place) => ({
      facts,
      place,
      sources: sources.take(facts.sources),
      deniedPorts: placesOf(facts.denied),
      allowedPorts: placesOf(facts.allowed),
    }),
  };
}

/** @param countMore counts of each part what figures do not tell */
function count(
  { number, tally, logs, interfaces, fingerprints }: Counters,
  { hours }: LocalDay,
  { hour, parts, logs: told, fingerprint }: DigestHour,
  countMore: (part: NumberedPart) => void,
): void {
  const place = hours.indexOf(hour);
  logs.add(place, told);
  if (told.length > 0) fingerprints[place] = fingerprint;
  for (const facts of parts) {
    const part = number(facts, place);
    tally.add(part);
    countMore(part);
    for (const target of facts.targets) if (target.mac !== '') interfaces.set(target.mac, target);
  }
}

const toFigures = (
  { tally, sources, logs, interfaces, fingerprints }: Counters,
  day: LocalDay,
  watched: readonly PortKey[],
): DayFigures => figuresOf(day, watched, fingerprints, tally, sources, logFigures(logs.totals(), interfaces));
