import { type Mode, type MonthlyCost, monthlyCost, prices } from './cost-model.ts';

/** Numbers of network interfaces that the table shows. */
const sizes = [1, 10, 100, 1000] as const;
const modes: readonly (readonly [Mode, string])[] = [
  ['sweep', 'sweep only'],
  ['events', 'events'],
  ['events-always-ready', 'events, one instance always ready'],
];

/** The tables of docs/cost.md by the name of their place there, as Markdown. */
export const costTables = (): Readonly<Record<'month' | 'prices', string>> => ({ month: monthTable(), prices: priceTable() });

function monthTable(): string {
  const rows = sizes.flatMap((nics) => modes.map(([mode, name]) => monthRow(nics, name, monthlyCost(nics, mode))));
  return [
    '| interfaces | mode | Functions | Event Grid | Storage | Application Insights | a month |',
    '|---:|---|---:|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

function monthRow(nics: number, mode: string, { functions, eventGrid, storage, logs, total }: MonthlyCost): string {
  const cells = [functions, eventGrid, storage, logs].map(dollars);
  return `| ${nics.toLocaleString('en-US')} | ${mode} | ${cells.join(' | ')} | **${dollars(total)}** |`;
}

/** Cents below 10 dollars, whole dollars above: more would feign precision. */
const dollars = (usd: number): string => `$${usd < 10 ? usd.toFixed(2) : Math.round(usd).toLocaleString('en-US')}`;

const priceTable = (): string =>
  ['| price | of |', '|---:|---|', ...Object.values(prices).map(({ usd, of }) => `| $${String(usd)} | ${of} |`)].join('\n');

/** Puts the tables into the page, each between its marks. @throws Error where a mark is missing */
export function withTables(page: string): string {
  return Object.entries(costTables()).reduce((text, [name, table]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`);
    if (!place.test(text)) throw new Error(`docs/cost.md has no place for the table "${name}".`);
    return text.replace(place, (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);
  }, page);
}
