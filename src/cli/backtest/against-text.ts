import pc from 'picocolors';
import type { Incident } from '../../model/incident.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { incidentLine } from '../incident-lines.ts';
import { incidentReport, wasTold } from '../incident-report.ts';
import { grouped } from '../plural.ts';
import { wrapWords } from '../wrap-words.ts';
import { settingsName, titleText } from './backtest-text.ts';
import type { ChangedIncident, Difference } from './compare-tried.ts';
import { bothMessagesTable } from './messages-text.ts';
import type { SpanOfLogs } from './span-of-logs.ts';
import type { Tried } from './tried-settings.ts';

/** Settings, with the name of their file for people. */
export interface NamedTrial {
  readonly file: string;
  readonly tried: Tried;
}

/** What changes from one file of settings to another on the same logs, for a terminal of so many columns (null: nothing is cut). */
export function againstText(
  before: NamedTrial,
  after: NamedTrial,
  difference: Difference,
  span: SpanOfLogs,
  columns: number | null,
): string {
  const files = `${settingsName(after.file, after.tried)}, compared with ${settingsName(before.file, before.tried)}`;
  const lines = (incidents: readonly Incident[], { tried }: NamedTrial): readonly string[] =>
    incidents.map((incident) => lineOf(incident, tried.settings, span, columns));
  const parts = [
    titleText(span, files, columns),
    bothMessagesTable(before.tried.messages, after.tried.messages, span, columns),
    section('Incidents that appear', lines(difference.appeared, after)),
    section('Incidents that disappear', lines(difference.disappeared, before)),
    section(
      'Incidents that change',
      difference.changed.flatMap((changed) => changedLines(changed, after.tried.settings, span, columns)),
      difference.changed.length,
    ),
  ];
  return `\n${parts.join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[], count: number = lines.length): string {
  return count === 0 ? ` ${title}: none` : [pc.bold(` ${title}: ${grouped(count)}`), ...lines].join('\n');
}

const lineOf = (incident: Incident, settings: DetectionSettings, { toMs }: SpanOfLogs, columns: number | null): string =>
  incidentLine(incident, settings, toMs, columns);

/** The incident as it is after, and beneath it what it was. */
function changedLines(
  { before, after }: ChangedIncident,
  settings: DetectionSettings,
  span: SpanOfLogs,
  columns: number | null,
): readonly string[] {
  return [lineOf(after, settings, span, columns), pc.dim(wrapWords(`           ${changeText(before, after)}`, columns))];
}

function changeText(before: Incident, after: Incident): string {
  const severity = before.severity === after.severity ? [] : [`${before.severity} → ${after.severity}`];
  const told = wasTold(before) === wasTold(after) ? [] : [`${tellingText(before)} → ${tellingText(after)}`];
  return [...severity, ...told].join(', ');
}

const tellingText = (incident: Incident): string =>
  wasTold(incident) ? 'told' : `not told (${incidentReport(incident).reason ?? 'no reason'})`;
