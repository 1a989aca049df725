import { countryText, countryWithFlag } from '../html/country-text.ts';
import { type Html, html } from '../html/html.ts';
import { portText } from '../html/names.ts';
import { countOf, numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';
import type { PageInput, Section } from '../section.ts';
import { matrixFigure, transposed } from './matrix-figure.ts';

/** Where the attempts came from. */
export function countriesSection({ digest: { countries, portsByCountry, background } }: PageInput): Section {
  const { rows, others } = countries;
  const heat = matrixFigure({
    id: 'ports-by-country',
    title: 'Countries and ports',
    matrix: transposed(portsByCountry),
    rowText: countryText,
    rowContent: countryWithFlag,
    columnText: portText,
    rowName: 'Country',
    otherRows: ['other country', 'other countries'],
    otherColumns: ['other port', 'other ports'],
  });
  const list = table({
    caption: 'Countries, the most denied first',
    isCaptionSeen: true,
    onPhone: 'stays',
    columns: [{ label: 'Country' }, { label: 'Denied', isNumber: true }, { label: 'Sources', isNumber: true }],
    rows: rows.map(({ country, denied, sources }) => [countryWithFlag(country), numberText(denied), numberText(sources)]),
    others:
      others.count === 0
        ? null
        : `… and ${countOf(others.count, 'more country', 'more countries')}, ${countOf(others.flows, 'attempt')} together.`,
  });
  return {
    id: 'countries',
    title: 'Where from',
    content: [heat, html`<div class="beside-each-other"><div>${list}</div>${networks(background)}</div>`],
  };
}

function networks({ sweepers, networks: { rows, others } }: PageInput['digest']['background']): Html {
  const list = table({
    caption: 'Networks, the most denied first',
    isCaptionSeen: true,
    onPhone: 'stays',
    columns: [{ label: 'Network' }, { label: 'Denied', isNumber: true }, { label: 'Sources', isNumber: true }],
    rows: rows.map(({ network, denied, sources }) => [network, numberText(denied), numberText(sources)]),
    others:
      others.count === 0 ? null : `… and ${countOf(others.count, 'more network')}, ${countOf(others.flows, 'attempt')} together.`,
  });
  return html`<div>${list}${sweepers === null ? null : html`<p class="aside">${sweeperText(sweepers)}</p>`}</div>`;
}

function sweeperText({
  sources,
  denied,
  share,
  fromTargets,
  targets,
}: NonNullable<PageInput['digest']['background']['sweepers']>): string {
  const part = share === null ? '' : `, ${Math.round(share * 100)} % of all`;
  return `Background: ${countOf(sources, 'source')} knocked at ${numberText(fromTargets)} or more of ${countOf(targets, 'target')}: ${countOf(denied, 'attempt')}${part}. They aim at everyone.`;
}
