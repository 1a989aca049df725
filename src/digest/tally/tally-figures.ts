import type { DayFigures } from '../../model/digest/day-figures.ts';
import type { Facts, PortKey } from '../../model/facts.ts';
import type { LocalDay } from '../local-day.ts';
import { addAt } from './growing-sums.ts';
import type { NumberedSources } from './number-sources.ts';
import { createPairSet } from './pair-set.ts';

/** A part of an hour's facts with the numbers of its sources in the day, and of its rows' ports among the watched ones. */
export interface NumberedPart {
  readonly facts: Facts;
  /** The hour's place in the day. */
  readonly place: number;
  /** By place in the part's sources. */
  readonly sources: Uint32Array;
  /** By row: place of the port, -1 where it is not watched. */
  readonly deniedPorts: Int16Array;
  readonly allowedPorts: Int16Array;
}

/** Sums and distinct sources of each watched port, by its place. */
export interface PortSums {
  readonly denied: Float64Array;
  readonly sources: Float64Array;
  readonly letIn: Float64Array;
  readonly sourcesLetIn: Float64Array;
}

/** What a later day is compared with, counted part by part. */
export interface FigureTally {
  readonly add: (part: NumberedPart) => void;
  readonly ports: PortSums;
  /** Distinct sources on any watched port. */
  readonly sums: { sources: number; sourcesLetIn: number };
  /** Denied attempts and distinct sources by number of the country. */
  readonly countries: { readonly denied: number[]; readonly sources: number[] };
}

/** Nothing counted yet. */
export function createFigureTally(watched: readonly PortKey[], sources: NumberedSources): FigureTally {
  const column = (): Float64Array => new Float64Array(watched.length);
  const ports = { denied: column(), sources: column(), letIn: column(), sourcesLetIn: column() };
  const sums = { sources: 0, sourcesLetIn: 0 };
  const countries: { denied: number[]; sources: number[] } = { denied: [], sources: [] };
  const [deniedPairs, letInPairs] = [createPairSet(), createPairSet()];
  const anyPort = watched.length;
  const addDenied = ({ facts: { denied }, sources: numbers, deniedPorts }: NumberedPart): void => {
    const countryOf = sources.countryNumbers();
    for (let row = 0; row < denied.flows.length; row++) {
      const port = deniedPorts[row] as number;
      if (port < 0) continue;
      const source = numbers[denied.source[row] as number] as number;
      const country = countryOf[source] as number;
      const flows = denied.flows[row] as number;
      addAt(ports.denied, port, flows);
      countries.denied[country] = (countries.denied[country] ?? 0) + flows;
      if (!deniedPairs.add(source, port)) continue;
      addAt(ports.sources, port, 1);
      if (!deniedPairs.add(source, anyPort)) continue;
      sums.sources++;
      countries.sources[country] = (countries.sources[country] ?? 0) + 1;
    }
  };
  const addAllowed = ({ facts: { allowed }, sources: numbers, allowedPorts }: NumberedPart): void => {
    for (let row = 0; row < allowed.flows.length; row++) {
      const port = allowedPorts[row] ?? -1;
      if (port < 0) continue;
      const source = numbers[allowed.source[row] ?? 0] ?? 0;
      addAt(ports.letIn, port, allowed.flows[row] ?? 0);
      if (!letInPairs.add(source, port)) continue;
      addAt(ports.sourcesLetIn, port, 1);
      if (letInPairs.add(source, anyPort)) sums.sourcesLetIn++;
    }
  };
  return {
    add: (part) => {
      addDenied(part);
      addAllowed(part);
    },
    ports,
    sums,
    countries,
  };
}

/** Adds up one of a port's sums over all ports. */
export const sumOf = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

/** What is kept of a day for later ones. */
export function figuresOf(
  { day, timeZone }: LocalDay,
  watched: readonly PortKey[],
  fingerprints: readonly string[],
  { ports, sums, countries }: FigureTally,
  sources: NumberedSources,
  logs: Pick<DayFigures, 'flowLogs' | 'interfaces'>,
): DayFigures {
  const figures = watched.map((port, i) => ({
    port,
    denied: ports.denied[i] ?? 0,
    sources: ports.sources[i] ?? 0,
    letIn: ports.letIn[i] ?? 0,
  }));
  return {
    day,
    timeZone,
    fingerprints,
    watched,
    denied: sumOf(ports.denied),
    letIn: sumOf(ports.letIn),
    sources: sums.sources,
    ports: figures.filter(({ denied, letIn }) => denied > 0 || letIn > 0),
    countries: sources.countries.filter((_, i) => (countries.denied[i] ?? 0) > 0),
    ...logs,
  };
}
