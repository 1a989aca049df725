import type { Incident } from '../../model/incident.ts';
import { incidentReport } from '../incident-report.ts';
import type { ChangedIncident, Difference } from './compare-tried.ts';
import { daysOf, type SpanOfLogs } from './span-of-logs.ts';
import type { SweptValue } from './sweep-values.ts';
import { heldOf, type Tried } from './tried-settings.ts';

/** What a backtest found out. */
export interface BacktestResult {
  /** null where no file holds a record. */
  readonly span: SpanOfLogs | null;
  readonly tried: Tried;
  /** What became of other settings, and the difference to them; null where none were named. */
  readonly against: { readonly tried: Tried; readonly difference: Difference } | null;
  readonly sweep: { readonly setting: string; readonly values: readonly SweptValue[] } | null;
}

const iso = (ms: number): string => new Date(ms).toISOString();
const idsOf = (incidents: readonly Incident[]): readonly string[] => incidents.map(({ id }) => id);
const twoDecimals = (value: number): number => Math.round(value * 100) / 100;

/** What `backtest --json` prints; README documents it. Times are event time, ISO 8601. */
export function backtestReport({ span, tried, against, sweep }: BacktestResult) {
  return {
    from: span === null ? null : iso(span.fromMs),
    to: span === null ? null : iso(span.toMs),
    days: span === null ? 0 : twoDecimals(daysOf(span)),
    messages: tried.messages.map(({ atMs, channel, incidentIds, reason }) => {
      return { at: iso(atMs), channel, incident: incidentIds[0] ?? null, reason };
    }),
    incidents: tried.incidents.map(incidentReport),
    held: heldOf(tried).map(({ atMs, incident, reason }) => ({ at: iso(atMs), incident: incident.id, reason })),
    ...(against === null ? {} : differenceReport(against.difference)),
    ...(sweep === null ? {} : { sweep: { setting: sweep.setting, values: sweep.values.map(sweptReport) } }),
  };
}

const differenceReport = ({ appeared, disappeared, changed }: Difference) => ({
  appeared: appeared.map(incidentReport),
  disappeared: disappeared.map(incidentReport),
  changed: changed.map(({ before, after }: ChangedIncident) => ({
    before: incidentReport(before),
    after: incidentReport(after),
  })),
});

const sweptReport = ({
  value,
  isCurrent,
  problem,
  messagesPerDay,
  told,
  lost,
  gained,
  heldByBudget,
  fitsBudget,
}: SweptValue) => ({
  value,
  isCurrent,
  problem,
  messagesPerDay: twoDecimals(messagesPerDay),
  told,
  lost: idsOf(lost),
  gained: idsOf(gained),
  heldByBudget,
  fitsBudget,
});
