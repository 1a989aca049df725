import type { HeldBack, HeldReason, SuppressionUse } from '../../model/digest/held-back.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';
import type { PageInput, Section } from '../section.ts';
import { severityBadge } from './incident-card.ts';

const reasonTexts: Readonly<Record<HeldReason, string>> = {
  pending: 'waits for a second look',
  learning: 'still learning',
  snoozed: 'silenced by somebody',
  suppressed: 'suppressed by the settings',
  'over-budget': "over the day's budget",
  'too-old': 'too old to be pushed',
  shadow: 'only counted, by the settings',
};

/** What was found and not told by a message, and why. */
export function heldBackSection({ digest: { heldBack }, times }: PageInput): Section {
  const { incidents, suppressions } = heldBack;
  const all = heldBack.counts.reduce((sum, { count }) => sum + count, 0);
  const content: Content =
    all === 0 && suppressions.length === 0
      ? html`<p class="nothing">Nothing was held back.</p>`
      : [
          incidents.length === 0 ? null : incidentsTable(heldBack, all),
          all === 0 ? html`<p class="nothing">No incident was held back.</p>` : counts(heldBack),
          suppressions.length === 0 ? null : suppressionsTable(suppressions, (ms) => times.moment(ms)),
        ];
  return { id: 'held-back', title: 'Held back', content };
}

const incidentsTable = ({ incidents }: HeldBack, all: number): Html =>
  table({
    caption: 'Incidents that no message told',
    isCaptionSeen: true,
    columns: [{ label: 'Incident' }, { label: 'Held back because' }, { label: 'In detail' }],
    rows: incidents.map(({ incident, reason, detail }) => [
      html`${severityBadge(incident)} ${incident.headline}${incident.score === null ? '' : `, score ${Math.round(incident.score)}`} <span class="beside">${incident.id}</span>`,
      reasonTexts[reason],
      detail,
    ]),
    others: all > incidents.length ? `… and ${numberText(all - incidents.length)} more.` : null,
  });

const counts = ({ counts: rows }: HeldBack): Html =>
  html`<p class="aside">In all: ${rows.map(({ finding, reason, count }) => `${numberText(count)} ${finding} (${reasonTexts[reason]})`).join(', ')}.</p>`;

const suppressionsTable = (suppressions: readonly SuppressionUse[], moment: (ms: number) => string): Html =>
  table({
    caption: 'Suppressions of the settings',
    isCaptionSeen: true,
    columns: [
      { label: 'Suppresses' },
      { label: 'Because' },
      { label: 'Until' },
      { label: 'Hid', isNumber: true },
      { label: 'Note' },
    ],
    rows: suppressions.map((use) => [
      [use.finding ?? 'every finding', use.source, use.target, use.port].filter((part) => part !== null).join(' · '),
      use.reason,
      moment(use.expiresAtMs),
      numberText(use.hidden),
      suppressionNote(use),
    ]),
  });

function suppressionNote({ isExpired, isIdle, examples, hidden }: SuppressionUse): string {
  if (isExpired) return 'It has expired and can go.';
  if (isIdle) return 'It hid nothing for 30 days and can go.';
  return hidden === 0 ? 'It hid nothing on this day.' : `${examples.join('; ')}${hidden > examples.length ? ' and others' : ''}`;
}
