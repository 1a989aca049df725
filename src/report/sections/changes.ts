import type { CountryRow, PortRow } from '../../model/digest/day-counts.ts';
import type { DigestIncident } from '../../model/digest/digest-incident.ts';
import type { Digest } from '../../model/digest.ts';
import { countryWithFlag } from '../html/country-text.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { portName } from '../html/names.ts';
import { countOf, numberText } from '../html/number-text.ts';
import type { PageInput, Section } from '../section.ts';
import { severityBadge } from './incident-card.ts';

const mostLines = 12;

/** What is different from the days before. */
export function changesSection({ digest: { changes, settings } }: PageInput): Section {
  const groups = [
    group('Crowds', changes.crowds.map(crowdLine)),
    group(`New countries in ${countOf(changes.countryDays, 'day')}`, changes.newCountries.map(countryLine)),
    group('New targets', changes.newTargets.map(incidentLine)),
    group('Somebody new was let in', changes.newDoors.map(incidentLine)),
    group('Back again', changes.returned.map(incidentLine)),
    group('Resolved', changes.resolved.map(incidentLine)),
    group('The highest scores', changes.topScores.map(scoreLine)),
    group('Settings', settingsLines(settings), settings.moreChanges),
  ].filter((content) => content !== null);
  const content =
    groups.length === 0
      ? html`<p class="nothing">No crowd, country, target, let-in or setting is new; nothing came back and nothing was resolved.</p>`
      : html`<div class="groups">${groups}</div>`;
  return { id: 'changes', title: 'What changed', content };
}

function group(title: string, lines: readonly Content[], alsoMore = 0): Html | null {
  if (lines.length === 0) return null;
  const more = Math.max(0, lines.length - mostLines) + alsoMore;
  const last = more === 0 ? null : html`<li>… and ${numberText(more)} more</li>`;
  return html`<div><h3>${title}</h3><ul>${lines.slice(0, mostLines).map((line) => html`<li>${line}</li>`)}${last}</ul></div>`;
}

function settingsLines({ isChanged, version, previousVersion, changes }: Digest['settings']): readonly Content[] {
  if (!isChanged) return [];
  const versions = `Version ${version}${previousVersion === null ? '' : `, before that ${previousVersion}`}`;
  return [
    versions,
    ...changes.map(({ key, before, after }) => html`<code>${key}</code>: ${before || 'not set'} → ${after || 'not set'}`),
  ];
}

const countryLine = ({ country, denied, sources }: CountryRow): Html =>
  html`${countryWithFlag(country)}: ${countOf(denied, 'attempt')} of ${countOf(sources, 'source')}`;

const crowdLine = (row: PortRow): Html =>
  html`${portName(row)}: ${countOf(row.sources.now, 'source')}, usually ${numberText(row.sources.usual ?? 0)}`;

const incidentLine = (incident: DigestIncident): Html => html`${severityBadge(incident)} ${incident.sentence}`;

const scoreLine = ({ score, headline, what }: DigestIncident): Html =>
  html`<b>${score === null ? '–' : Math.round(score)}</b> ${headline}: ${what}`;
