import type { DigestIncident, ScoreStep } from '../../model/digest/digest-incident.ts';
import { drawChart } from '../charts/draw-chart.ts';
import { signedPoints, waterfall } from '../charts/waterfall.ts';
import { type Html, html } from '../html/html.ts';
import { table } from '../html/table.ts';
import type { Times } from '../html/time-text.ts';

/** The severity as a word in its colour. */
export const severityBadge = ({ severity }: Pick<DigestIncident, 'severity'>): Html =>
  html`<span class="badge ${severity}">${severity === 'ops' ? 'Knockwatch' : severity}</span>`;

/** An incident whole: what happened, why it is told, what to do, and for a score how it came about. */
export function incidentCard(incident: DigestIncident, times: Times): Html {
  const { headline, sentence, whatToDo } = incident;
  const anchor = anchorOf(incident);
  return html`<article class="incident ${incident.severity}" aria-labelledby="${anchor}">
<h3 id="${anchor}">${severityBadge(incident)} ${headline}</h3>
<p>${sentence}</p>
${whatToDo === '' ? null : html`<p class="to-do"><b>What to do</b> ${whatToDo}</p>`}
${incident.steps.length > 0 && incident.score !== null ? scoreParts(incident, incident.score) : reasons(incident)}
<p class="small">${facts(incident, times).join(' · ')}</p>
</article>
`;
}

/** No space may stand in an id. */
const anchorOf = ({ id }: DigestIncident): string => `incident-${id.replace(/[^\w-]/g, '_')}`;

const reasons = ({ why }: DigestIncident): Html | null =>
  why.length === 0
    ? null
    : html`<div class="why"><h4>Why</h4><ul>${why.map((sentence) => html`<li>${sentence}</li>`)}</ul></div>`;

function scoreParts(incident: DigestIncident, score: number): Html {
  const { headline, steps } = incident;
  const rounded = Math.round(score);
  const drawing = {
    id: `${anchorOf(incident)}-score`,
    title: `Score ${rounded} of 100`,
    description: `How the score of "${headline}" comes about, step by step; the table beside it has the numbers.`,
    fontSize: 12,
    options: waterfall(steps, score),
  };
  const rows = [...steps.map(stepCells), [html`<b>Score</b>`, html`<b>${rounded}</b>`, 'of 100']];
  return html`<div class="why score"><h4>Why: a score of ${rounded}</h4><div class="waterfall">${drawChart(drawing)}</div>
${table({ caption: `The parts of the score of ${rounded}`, columns: [{ label: 'Part' }, { label: 'Points', isNumber: true }, { label: 'Because' }], rows, onPhone: 'stays' })}</div>`;
}

const stepCells = ({ name, points, because }: ScoreStep) => [name, signedPoints(points), because];

const toldTexts: Readonly<Record<DigestIncident['told'], string>> = {
  message: 'told by a message',
  digest: 'told by the digest only',
  not: 'not told by a message',
};

function facts(
  { id, state, openedAtMs, lastSeenAtMs, resolvedAtMs, told, silence }: DigestIncident,
  times: Times,
): readonly string[] {
  const end = state === 'resolved' && resolvedAtMs !== null ? [`resolved ${times.moment(resolvedAtMs)}`] : [];
  return [
    `Since ${times.moment(openedAtMs)}`,
    `last seen ${times.moment(lastSeenAtMs)}`,
    ...end,
    toldTexts[told],
    ...(silence === null ? [] : [silence]),
    `incident ${id}`,
  ];
}
