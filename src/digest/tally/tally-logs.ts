import type { DayFigures } from '../../model/digest/day-figures.ts';
import type { Lag, Target } from '../../model/facts.ts';
import type { LogSummary } from '../../model/hour.ts';
import type { FlowLogKind } from '../../model/stream.ts';

/** What a flow log told over the day. */
export interface LogTotals {
  readonly flowLog: string;
  readonly kind: FlowLogKind;
  /** Places in the day of the hours with records, ascending. */
  readonly hours: readonly number[];
  readonly macs: ReadonlySet<string>;
  readonly records: number;
  readonly tuples: number;
  readonly rejected: number;
  /** All flows that it told of, counting or not. */
  readonly flows: number;
  readonly alsoLoggedElsewhere: number;
}

/** Flow logs counted hour by hour. */
export interface LogTally {
  readonly add: (place: number, logs: readonly LogSummary[]) => void;
  /** By flow log. */
  readonly totals: () => readonly LogTotals[];
  /** Records by how late they were counted, in minutes at most. */
  readonly lags: () => ReadonlyMap<number, number>;
}

interface Growing {
  readonly kind: FlowLogKind;
  readonly hours: Set<number>;
  readonly macs: Set<string>;
  records: number;
  tuples: number;
  rejected: number;
  flows: number;
  alsoLoggedElsewhere: number;
}

/** Nothing counted yet. */
export function createLogTally(): LogTally {
  const logsByName = new Map<string, Growing>();
  const lags = new Map<number, number>();
  return {
    add: (place, logs) => {
      for (const log of logs) {
        addLog(logsByName, place, log);
        for (const lag of log.lag) addLag(lags, lag);
      }
    },
    totals: () =>
      [...logsByName]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([flowLog, log]) => ({ ...log, flowLog, hours: [...log.hours].sort((a, b) => a - b) })),
    lags: () => lags,
  };
}

function addLog(logs: Map<string, Growing>, place: number, log: LogSummary): void {
  const sums = logs.get(log.flowLog) ?? nothing(log.kind);
  logs.set(log.flowLog, sums);
  if (log.records > 0) {
    sums.hours.add(place);
    if (log.mac !== '') sums.macs.add(log.mac);
  }
  const { deniedInbound, deniedOutbound, allowedInbound, allowedOutbound } = log.flows;
  sums.records += log.records;
  sums.tuples += log.tuples;
  sums.rejected += log.rejected;
  sums.flows += deniedInbound + deniedOutbound + allowedInbound + allowedOutbound;
  sums.alsoLoggedElsewhere += log.alsoLoggedElsewhere;
}

const nothing = (kind: FlowLogKind): Growing => ({
  kind,
  hours: new Set(),
  macs: new Set(),
  records: 0,
  tuples: 0,
  rejected: 0,
  flows: 0,
  alsoLoggedElsewhere: 0,
});

function addLag(lags: Map<number, number>, { atMostMinutes, records }: Lag): void {
  lags.set(atMostMinutes, (lags.get(atMostMinutes) ?? 0) + records);
}

/** What is kept of a day's flow logs for later ones. `targets`: where the facts show them, by MAC. */
export function logFigures(
  totals: readonly LogTotals[],
  targets: ReadonlyMap<string, Target>,
): Pick<DayFigures, 'flowLogs' | 'interfaces'> {
  const macs = [...new Set(totals.flatMap((log) => [...log.macs]))].sort();
  return {
    flowLogs: totals.filter(({ hours }) => hours.length > 0).map(({ flowLog, hours }) => ({ flowLog, hours })),
    interfaces: macs.map((mac) => targets.get(mac) ?? { mac, address: '', resource: '' }),
  };
}
