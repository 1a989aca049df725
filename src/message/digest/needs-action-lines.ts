import type { DigestIncident } from '../../model/digest/digest-incident.ts';
import type { Digest } from '../../model/digest.ts';
import { markedSeverity } from '../severity-label.ts';
import { dateTimeText } from '../time-text.ts';
import { firstLines, lineOf } from './digest-words.ts';

/** What waits for somebody, a line each: open doors, then incidents by severity, then what Knockwatch cannot see. */
export function needsActionLines({ needsAction: { exposures, incidents, blind } }: Digest, most: number): readonly string[] {
  return [
    ...firstLines(exposures.map(incidentLine), most, 'open door'),
    ...firstLines(incidents.map(incidentLine), most, 'open incident'),
    ...firstLines(blind.map(incidentLine), most, 'thing that Knockwatch cannot see', 'things that Knockwatch cannot see'),
  ];
}

function incidentLine(incident: DigestIncident): string {
  const hasBegun = incident.finding === 'exposure' || incident.finding === 'blind';
  const notes = [
    hasBegun ? `since ${dateTimeText(incident.openedAtMs)}` : '',
    incident.told === 'digest' ? 'told here first' : '',
    incident.silence === 'acknowledged' ? 'acknowledged' : incident.silence === 'snoozed' ? 'snoozed' : '',
  ].filter((note) => note !== '');
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  return lineOf(
    `${markedSeverity(incident.severity)}: ${incident.finding === 'targeted' ? withScore(incident) : incident.headline}${note}`,
  );
}

/** What was tried, for a score says little without it. */
const withScore = ({ sentence, score }: DigestIncident): string =>
  `${sentence.replace(/[.]$/, '')}; score ${Math.round(score ?? 0)}`;
