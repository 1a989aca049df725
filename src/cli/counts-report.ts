import { serviceName } from '../enrich/service-name.ts';
import type { Facts } from '../model/facts.ts';
import type { Decision, Direction } from '../model/flow.ts';

/** Denied inbound flows from public addresses on one port. */
interface PortCount {
  readonly port: number;
  /** IANA protocol number. */
  readonly protocol: number;
  /** IANA's name, '' where there is none. */
  readonly service: string;
  readonly denied: number;
  /** Distinct sources and targets. */
  readonly sources: number;
  readonly targets: number;
}

/** Denied inbound flows from public addresses of one country. */
interface CountryCount {
  /** ISO 3166-1 alpha-2, '' where unknown. */
  readonly country: string;
  readonly denied: number;
  readonly sources: number;
}

/** What was counted; the order of the fields is that of `--json`. */
export interface CountsReport {
  /** All that was read. */
  readonly records: number;
  readonly tuples: number;
  readonly rejected: number;
  /** Flows left out because another log of the same NIC tells them too. */
  readonly alsoLoggedElsewhere: number;
  /** Flows of the logs that count. */
  readonly denied: Readonly<Record<Direction, number>>;
  readonly allowed: Readonly<Record<Direction, number>>;
  /** Most first. */
  readonly ports: readonly PortCount[];
  readonly countries: readonly CountryCount[];
}

/** Facts of the logs that count → the numbers that people look at. */
export function countsReport(facts: Facts, alsoLoggedElsewhere: number): CountsReport {
  const { records, tuples, rejected } = facts;
  return {
    records,
    tuples,
    rejected,
    alsoLoggedElsewhere,
    denied: flowsByDirection(facts, 'denied'),
    allowed: flowsByDirection(facts, 'allowed'),
    ports: portCounts(facts),
    countries: countryCounts(facts),
  };
}

function flowsByDirection({ totals }: Facts, decision: Decision): Record<Direction, number> {
  const flows = { inbound: 0, outbound: 0 };
  for (const total of totals) if (total.decision === decision) flows[total.direction] += total.flows;
  return flows;
}

interface Tally {
  denied: number;
  readonly sources: Set<number>;
  readonly targets: Set<number>;
}

/** Adds up the rows of denied facts by some key of a row. */
function tallyDenied<K>({ denied }: Facts, keyOf: (row: number) => K): Map<K, Tally> {
  const tallies = new Map<K, Tally>();
  for (let row = 0; row < denied.flows.length; row++) {
    const key = keyOf(row);
    const tally = tallies.get(key) ?? { denied: 0, sources: new Set(), targets: new Set() };
    tallies.set(key, tally);
    tally.denied += denied.flows[row] ?? 0;
    tally.sources.add(denied.source[row] ?? 0);
    tally.targets.add(denied.target[row] ?? 0);
  }
  return tallies;
}

const mostFirst = (a: { denied: number; sources: number }, b: { denied: number; sources: number }): number =>
  b.denied - a.denied || b.sources - a.sources;

function portCounts(facts: Facts): readonly PortCount[] {
  const { port, protocol } = facts.denied;
  const tallies = tallyDenied(facts, (row) => (protocol[row] ?? 0) * 65536 + (port[row] ?? 0));
  return [...tallies]
    .sort(([one], [other]) => one - other)
    .map(([key, { denied, sources, targets }]) => {
      const number = key % 65536;
      const transport = Math.floor(key / 65536);
      const service = serviceName(number, transport);
      return { port: number, protocol: transport, service, denied, sources: sources.size, targets: targets.size };
    })
    .sort(mostFirst);
}

function countryCounts(facts: Facts): readonly CountryCount[] {
  const tallies = tallyDenied(facts, (row) => facts.sources.country[facts.denied.source[row] ?? 0] ?? '');
  return [...tallies]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([country, { denied, sources }]) => ({ country, denied, sources: sources.size }))
    .sort(mostFirst);
}
