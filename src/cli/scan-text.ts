import pc from 'picocolors';
import { tellStory } from '../message/tell-finding.ts';
import type { Severity } from '../model/finding-kind.ts';
import type { Incident } from '../model/incident.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { countsText } from './counts-text.ts';
import { incidentReport, wasTold } from './incident-report.ts';
import { plural } from './plural.ts';
import type { ScanResult } from './scan-logs.ts';

const colours: Readonly<Record<Severity, (text: string) => string>> = {
  critical: (text) => pc.bold(pc.red(text)),
  high: pc.red,
  medium: pc.yellow,
  low: pc.dim,
  ops: pc.dim,
};

/** `2026-11-21 23:00`, UTC. */
const minute = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

/** What a scan found, for a terminal; incidents first, because they are what matters. */
export function scanText({ span, counts, incidents }: ScanResult, settings: DetectionSettings): string {
  if (span === null) return ' No flow-log record was found.\n';
  const title = pc.bold(` ${minute(span.fromMs)} to ${minute(span.toMs)} UTC`);
  return `\n${[title, incidentsText(incidents, settings, span.toMs), countsText(counts)].join('\n\n')}\n`;
}

function incidentsText(incidents: readonly Incident[], settings: DetectionSettings, atMs: number): string {
  const told = incidents.filter(wasTold);
  const title = told.length === 0 ? ' No incident that you would be told of.' : pc.bold(` ${plural(told.length, 'incident')}`);
  const untold = untoldText(incidents.filter((incident) => !wasTold(incident)));
  return [title, ...told.map((incident) => incidentLine(incident, settings, atMs)), ...untold].join('\n');
}

function incidentLine(incident: Incident, settings: DetectionSettings, atMs: number): string {
  const { severity, openedAtMs, latest } = incident;
  const { reason, id } = incidentReport(incident);
  const { sentence } = tellStory(latest, settings, atMs);
  return ` ${colours[severity](severity.padEnd(8))}  ${minute(openedAtMs)}  ${sentence}  ${pc.dim(`${reason ?? ''} ${id}`)}`;
}

/** What was found and not told, by finding and reason: most of it is the background of every public address. */
function untoldText(incidents: readonly Incident[]): readonly string[] {
  const kinds = Map.groupBy(incidents, (incident) => `${incident.finding} (${incidentReport(incident).reason ?? 'not told'})`);
  const counts = [...kinds].map(([kind, { length }]) => `${length} ${kind}`).sort();
  return counts.length === 0 ? [] : [pc.dim(` Not told: ${counts.join(', ')}`)];
}
