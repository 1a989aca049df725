import type { DigestIncident } from '../../model/digest/digest-incident.ts';
import { type Html, html } from '../html/html.ts';
import { table } from '../html/table.ts';
import type { Times } from '../html/time-text.ts';
import { severityBadge } from './incident-card.ts';

const columns = [
  { label: 'What' },
  { label: 'Where' },
  { label: 'Who' },
  { label: 'In numbers' },
  { label: 'Since' },
  { label: 'Incident' },
];

/** Incidents, a line each. */
export const incidentTable = (
  caption: string,
  incidents: readonly DigestIncident[],
  times: Times,
  others: string | null = null,
): Html =>
  table({
    caption,
    isCaptionSeen: true,
    columns,
    rows: incidents.map((incident) => [
      html`${severityBadge(incident)} ${incident.kind}`,
      incident.where,
      incident.who,
      incident.what,
      times.moment(incident.openedAtMs),
      incident.id,
    ]),
    others,
  });
