import type { DeniedColumns, Facts, PortKey } from '../model/facts.ts';
import type { CountRow } from '../model/hour.ts';
import { doorKey } from './fact-tables.ts';

/** Unwatched ports that get rows of their own; the rest is `other`. */
const busiestPorts = 50;

/** Flows and distinct ends behind one row. */
interface Tally {
  flows: number;
  readonly sources: Set<number>;
  readonly targets: Set<number>;
}

/**
 * The readable rows of an hour: flows by decision, port, protocol and country, from public addresses; watched ports and the 50 busiest
 * others by number, the rest as `other`.
 *
 * @param serviceName IANA name of a port, '' where there is none
 */
export function countRows(
  hour: string,
  facts: Facts,
  watchedPorts: ReadonlySet<PortKey>,
  serviceName: (port: number, protocol: number) => string,
): readonly CountRow[] {
  const named = new Set([...watchedPorts, ...busiest(facts.denied, watchedPorts)]);
  return (['denied', 'allowed'] as const).flatMap((decision) =>
    [...tally(facts, facts[decision], named)].map(([key, { flows, sources, targets }]) => {
      const [portText = '', protocolText = '', country = ''] = key.split(' ');
      const protocol = Number(protocolText);
      const service = portText === 'other' ? '' : serviceName(Number(portText), protocol);
      return {
        hour,
        decision,
        port: portText,
        protocol,
        service,
        country,
        flows,
        sourcesInHour: sources.size,
        targetsInHour: targets.size,
      };
    }),
  );
}

function busiest({ port, protocol, flows }: DeniedColumns, watchedPorts: ReadonlySet<PortKey>): readonly PortKey[] {
  const sums = new Map<PortKey, number>();
  for (let i = 0; i < flows.length; i++) {
    const key = doorKey(port[i] ?? 0, protocol[i] ?? 0);
    if (!watchedPorts.has(key)) sums.set(key, (sums.get(key) ?? 0) + (flows[i] ?? 0));
  }
  return [...sums]
    .sort(([a, flowsA], [b, flowsB]) => flowsB - flowsA || a - b)
    .slice(0, busiestPorts)
    .map(([key]) => key);
}

function tally(facts: Facts, columns: DeniedColumns, named: ReadonlySet<PortKey>): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (let i = 0; i < columns.flows.length; i++) {
    const [port, protocol] = [columns.port[i] ?? 0, columns.protocol[i] ?? 0];
    const source = columns.source[i] ?? 0;
    const key = `${named.has(doorKey(port, protocol)) ? port : 'other'} ${protocol} ${facts.sources.country[source] ?? ''}`;
    const known = tallies.get(key) ?? { flows: 0, sources: new Set(), targets: new Set() };
    known.flows += columns.flows[i] ?? 0;
    known.sources.add(source);
    known.targets.add(columns.target[i] ?? 0);
    tallies.set(key, known);
  }
  return tallies;
}
