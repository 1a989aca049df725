import type { DigestIncident } from '../../model/digest/digest-incident.ts';
import { type Html, html } from '../html/html.ts';
import { numberText } from '../html/number-text.ts';
import type { PageInput, Section } from '../section.ts';
import { incidentCard } from './incident-card.ts';
import { incidentTable } from './incident-table.ts';

/** Incidents told whole; the others have a line each, and past those only a number. */
const mostCards = 12;
const mostLines = 40;

/** What waits for somebody: open doors, open incidents, what Knockwatch cannot see. */
export function needsActionSection(input: PageInput): Section {
  const { exposures, incidents, blind } = input.digest.needsAction;
  const all = [...exposures, ...incidents, ...blind].toSorted((a, b) => rank(a) - rank(b));
  const content =
    all.length === 0
      ? html`<p class="nothing">Nothing waits for you: no door stands open to any, no incident is open, and Knockwatch sees all of its flow logs.</p>`
      : html`<div class="cards">${all.slice(0, mostCards).map((incident) => incidentCard(incident, input.times))}</div>${rest(input, all.slice(mostCards))}`;
  return { id: 'needs-action', title: 'Needs action', content };
}

/** The gravest first; among equals open doors, then who is at work. */
const rank = ({ severity }: DigestIncident): number => ['critical', 'high', 'medium', 'low', 'ops'].indexOf(severity);

function rest({ times }: PageInput, incidents: readonly DigestIncident[]): Html | null {
  if (incidents.length === 0) return null;
  const more = incidents.length - mostLines;
  const others = more > 0 ? `… and ${numberText(more)} more open incidents.` : null;
  return incidentTable('Open incidents besides', incidents.slice(0, mostLines), times, others);
}
