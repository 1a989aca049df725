import pc from 'picocolors';
import { tellStory } from '../message/tell-finding.ts';
import type { Incident } from '../model/incident.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { type IncidentReport, incidentReport } from './incident-report.ts';
import { paintSeverity } from './severity-colour.ts';
import { cutText, wrapWords } from './wrap-words.ts';

/** `2026-11-21 23:00`, UTC. */
export const minuteText = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

/** In fewer columns there is no room for sentences. */
const leastForSentences = 100;

/**
 * An incident in one line: when it opened (UTC), what it is, why it was told or not, its id. A narrow terminal names finding, source and
 * target in place of a sentence; no line is wider than the terminal.
 *
 * @param columns of the terminal; null for whole sentences
 */
export function incidentLine(incident: Incident, settings: DetectionSettings, atMs: number, columns: number | null): string {
  const { severity, openedAtMs, latest } = incident;
  const report = incidentReport(incident);
  const start = paintSeverity(severity, severity.padEnd(8));
  const time = minuteText(openedAtMs);
  if (columns !== null && columns < leastForSentences) {
    const end = report.reason === 'first' ? report.id : `${report.reason} ${report.id}`;
    return ` ${start} ${time.slice(5)} ${fitText(shortText(report), columns - 23 - end.length)} ${pc.dim(end)}`;
  }
  const end = `${report.reason} ${report.id}`;
  const { sentence } = tellStory(latest, settings, atMs);
  return ` ${start}  ${time}  ${columns === null ? sentence : fitText(sentence, columns - 31 - end.length)}  ${pc.dim(end)}`;
}

/** Exactly so many characters. */
const fitText = (text: string, characters: number): string => {
  const cut = cutText(text, characters);
  return cut + ' '.repeat(Math.max(0, characters - [...cut].length));
};

/** `breakthrough 8.8.8.8 → vm-db1 3389` */
function shortText({ finding, source, target, port }: IncidentReport): string {
  const where = [target, port].filter((part) => part !== null).join(' ');
  const whoAndWhere = [source ?? '', where].filter((part) => part !== '').join(' → ');
  return [finding, whoAndWhere].filter((part) => part !== '').join(' ');
}

/** What was found and not told, by finding and reason: most of it is the background of every public address. */
export function untoldText(incidents: readonly Incident[], columns: number | null): readonly string[] {
  const kinds = Map.groupBy(incidents, (incident) => `${incident.finding} (${incidentReport(incident).reason ?? 'not told'})`);
  const counts = [...kinds].map(([kind, { length }]) => `${length} ${kind}`).sort();
  return counts.length === 0 ? [] : [pc.dim(wrapWords(` Not told: ${counts.join(', ')}`, columns))];
}
