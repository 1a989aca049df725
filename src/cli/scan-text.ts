import pc from 'picocolors';
import { countryFlag, countryName } from '../enrich/country-name.ts';
import type { Severity } from '../model/finding.ts';
import type { Incident } from '../model/incident.ts';
import { countsText } from './counts-text.ts';
import { incidentReport } from './incident-report.ts';
import { plural } from './plural.ts';
import { portText } from './port-text.ts';
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
export function scanText({ span, counts, incidents }: ScanResult): string {
  if (span === null) return ' No flow-log record was found.\n';
  const title = pc.bold(` ${minute(span.fromMs)} to ${minute(span.toMs)} UTC`);
  return `\n${[title, incidentsText(incidents), countsText(counts)].join('\n\n')}\n`;
}

function incidentsText(incidents: readonly Incident[]): string {
  if (incidents.length === 0) return ' No incident: nobody who had been turned away got in.';
  const title = pc.bold(` ${plural(incidents.length, 'incident')}`);
  return [title, ...incidents.map(incidentLine)].join('\n');
}

function incidentLine(incident: Incident): string {
  const { severity, source, target, reason, id } = incidentReport(incident);
  if (incident.latest.finding !== 'breakthrough') return '';
  const { country, denials, letInAtMs, replied, door } = incident.latest;
  const where = country === '' ? '' : ` (${countryFlag(country)} ${countryName(country)})`;
  const answer = { yes: 'packets came back', no: 'nothing answered', unknown: 'this log does not record replies' }[replied];
  const what = `${source}${where} was let in at ${portText(door.port, door.protocol)} of ${target} after ${plural(denials, 'denial')}; ${answer}`;
  return ` ${colours[severity](severity.padEnd(8))}  ${minute(letInAtMs)}  ${what}  ${pc.dim(`${reason ?? ''} ${id}`)}`;
}
