import pc from 'picocolors';
import type { Incident } from '../model/incident.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { countsText } from './counts-text.ts';
import { incidentLine, minuteText, untoldText } from './incident-lines.ts';
import { wasTold } from './incident-report.ts';
import { plural } from './plural.ts';
import type { ScanResult } from './scan-logs.ts';

/** What is printed where no file holds a record. */
export const noRecords = ' No flow-log record was found.\n';

/**
 * What a scan found, for a terminal; incidents first, because they are what matters. Times are UTC.
 *
 * @param columns of the terminal; null where nothing is to be cut
 */
export function scanText(
  { span, counts, incidents }: Pick<ScanResult, 'span' | 'counts' | 'incidents'>,
  settings: DetectionSettings,
  columns: number | null,
): string {
  if (span === null) return noRecords;
  const title = pc.bold(` ${minuteText(span.fromMs)} to ${minuteText(span.toMs)} UTC`);
  return `\n${[title, incidentsText(incidents, settings, span.toMs, columns), countsText(counts, columns)].join('\n\n')}\n`;
}

function incidentsText(
  incidents: readonly Incident[],
  settings: DetectionSettings,
  atMs: number,
  columns: number | null,
): string {
  const told = incidents.filter(wasTold);
  const title = told.length === 0 ? ' No incident that you would be told of.' : pc.bold(` ${plural(told.length, 'incident')}`);
  const untold = incidents.filter((incident) => !wasTold(incident));
  return [title, ...told.map((incident) => incidentLine(incident, settings, atMs, columns)), ...untoldText(untold, columns)].join(
    '\n',
  );
}
