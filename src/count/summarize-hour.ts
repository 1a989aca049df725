import type { Facts } from '../model/facts.ts';
import type { FlowSums, LogSummary } from '../model/hour.ts';
import type { ChosenFacts } from './choose-logs.ts';
import { mergeFacts } from './fact-tables.ts';

/** An hour as evaluation, counts and history see it, wherever it was read from. */
export interface HourFacts {
  /** `2026112123` (UTC). */
  readonly hour: string;
  /** Of the logs that count, added up. */
  readonly facts: Facts;
  /** What each stream told, ordered by flow log and MAC. */
  readonly logs: readonly LogSummary[];
}

/** Adds up the chosen facts of an hour's streams and sums up what each told. */
export function summarizeHour(hour: string, chosen: readonly ChosenFacts[]): HourFacts {
  const ordered = chosen.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  return { hour, facts: mergeFacts(ordered.map(({ facts }) => facts)), logs: ordered.map(summarizeLog) };
}

const keyOf = ({ stream }: ChosenFacts): string => `${stream.flowLog}\n${stream.mac}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function summarizeLog({ stream, countsDenied, countsAllowed, alsoLoggedElsewhere }: ChosenFacts): LogSummary {
  const { kind, flowLog, mac, facts } = stream;
  return {
    kind,
    flowLog,
    mac,
    records: facts.records,
    tuples: facts.tuples,
    rejected: facts.rejected,
    lag: facts.lag,
    flows: flowSums(facts),
    countsDenied,
    countsAllowed,
    alsoLoggedElsewhere,
    targets: facts.targets.map((target) => `${target.mac} ${target.address}`).sort(compare),
  };
}

/** All flows of facts by decision and direction. */
export function flowSums({ totals }: Facts): FlowSums {
  const sum = (decision: string, direction: string): number =>
    totals.reduce(
      (flows, total) => (total.decision === decision && total.direction === direction ? flows + total.flows : flows),
      0,
    );
  return {
    deniedInbound: sum('denied', 'inbound'),
    deniedOutbound: sum('denied', 'outbound'),
    allowedInbound: sum('allowed', 'inbound'),
    allowedOutbound: sum('allowed', 'outbound'),
  };
}
