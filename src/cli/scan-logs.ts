import { addFacts, createFactTables, toFacts } from '../count/fact-tables.ts';
import type { HourFacts } from '../count/summarize-hour.ts';
import type { Incident } from '../model/incident.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { AddressCountries } from '../ports/address-countries.ts';
import { type CountsReport, countsReport } from './counts-report.ts';
import type { Progress } from './progress.ts';
import type { LogSource } from './replay/log-source.ts';
import { type ReplayedLogs, type ReplayOptions, replayLogs } from './replay/replay-logs.ts';

export interface ScanResult extends ReplayedLogs {
  readonly counts: CountsReport;
  /** In the order in which they opened. */
  readonly incidents: readonly Incident[];
}

/**
 * Replays logs under one file of settings and adds up what they hold: every incident is found when it would have been.
 *
 * @param counted told each hour in order, with what of it could not be decoded
 */
export async function scanLogs(
  source: LogSource,
  countries: AddressCountries,
  settings: DetectionSettings,
  progress: Progress,
  counted: NonNullable<ReplayOptions['counted']> = () => {},
): Promise<ScanResult> {
  const incidents = new Map<string, Incident>();
  const counter = countHours();
  const run = {
    settings,
    evaluated: ({ incidents: now }: { readonly incidents: readonly Incident[] }) => {
      for (const incident of now) incidents.set(incident.id, incident);
    },
  };
  const takeHour: typeof counted = (hour, rejected) => {
    counter.add(hour);
    counted(hour, rejected);
  };
  const { span, rejections, unread } = await replayLogs({ source, countries, runs: [run], progress, counted: takeHour });
  const counts = counter.report();
  const ordered = [...incidents.values()].sort((a, b) => a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1));
  return {
    span,
    counts: { ...counts, rejected: counts.rejected + source.rejections.length },
    incidents: ordered,
    rejections,
    unread,
  };
}

function countHours() {
  const tables = createFactTables();
  let alsoLoggedElsewhere = 0;
  return {
    add: ({ facts, logs }: HourFacts): void => {
      addFacts(tables, facts);
      for (const log of logs) alsoLoggedElsewhere += log.alsoLoggedElsewhere;
    },
    report: (): CountsReport => countsReport(toFacts(tables), alsoLoggedElsewhere),
  };
}
