import pc from 'picocolors';
import { countryFlag, countryName } from '../enrich/country-name.ts';
import type { CountsReport } from './counts-report.ts';
import { grouped, plural } from './plural.ts';
import { portText } from './port-text.ts';
import { bar, table } from './table.ts';
import { wrapWords } from './wrap-words.ts';

/** Rows of a table; the rest is one line beneath it. */
const mostRows = 15;
const barWidth = 16;

/** What was counted, for a terminal of so many columns (null: nothing is wrapped): totals, ports and countries. */
export function countsText(report: CountsReport, columns: number | null): string {
  return [totalsText(report), portsText(report), countriesText(report, columns)].filter((part) => part !== '').join('\n\n');
}

function totalsText({ records, tuples, rejected, alsoLoggedElsewhere, denied, allowed }: CountsReport): string {
  const rejections = rejected === 0 ? 'nothing rejected' : pc.yellow(`${grouped(rejected)} rejected`);
  const read = ` ${plural(records, 'record')} with ${plural(tuples, 'tuple')}, ${rejections}`;
  const elsewhere = ` ${plural(alsoLoggedElsewhere, 'flow')} left out: another log of the same NIC tells them too`;
  const columns = [
    { heading: 'flows', align: 'left' },
    { heading: 'inbound', align: 'right' },
    { heading: 'outbound', align: 'right' },
  ] as const;
  const flows = table(columns, [
    ['denied', grouped(denied.inbound), grouped(denied.outbound)],
    ['allowed', grouped(allowed.inbound), grouped(allowed.outbound)],
  ]);
  return [read, ...(alsoLoggedElsewhere === 0 ? [] : [elsewhere]), '', flows].join('\n');
}

function portsText({ ports }: CountsReport): string {
  if (ports.length === 0) return ' No flow from a public address was denied.';
  const columns = [
    { heading: 'port', align: 'right' },
    { heading: 'service', align: 'left' },
    { heading: 'denied', align: 'right' },
    { heading: 'sources', align: 'right' },
    { heading: 'targets', align: 'right' },
    { heading: '', align: 'left' },
  ] as const;
  const rows = ports.slice(0, mostRows).map(({ port, protocol, service, denied, sources, targets }) => {
    return [
      portText(port, protocol),
      service,
      grouped(denied),
      grouped(sources),
      grouped(targets),
      bar(denied, ports[0]?.denied ?? 0, barWidth),
    ];
  });
  const title = pc.bold(' Denied from the internet, by port');
  return [title, table(columns, rows), ...restLine(ports, 'port', 'ports')].join('\n');
}

/** The licence of the embedded database asks for its name where its countries are shown. */
const attribution = ' Countries by DB-IP (https://db-ip.com), CC BY 4.0, unless GEOIP_COUNTRY_DATABASE names another database.';

function countriesText({ countries }: CountsReport, width: number | null): string {
  if (countries.length === 0) return '';
  const columns = [
    { heading: '', align: 'left' },
    { heading: 'country', align: 'left' },
    { heading: 'denied', align: 'right' },
    { heading: 'sources', align: 'right' },
    { heading: '', align: 'left' },
  ] as const;
  const rows = countries.slice(0, mostRows).map(({ country, denied, sources }) => {
    const name = countryName(country) || 'unknown';
    return [countryFlag(country), name, grouped(denied), grouped(sources), bar(denied, countries[0]?.denied ?? 0, barWidth)];
  });
  const title = pc.bold(' Denied from the internet, by country');
  return [
    title,
    table(columns, rows),
    ...restLine(countries, 'country', 'countries'),
    '',
    pc.dim(wrapWords(attribution, width)),
  ].join('\n');
}

function restLine(all: readonly { readonly denied: number }[], one: string, many: string): readonly string[] {
  const rest = all.slice(mostRows);
  if (rest.length === 0) return [];
  const denied = rest.reduce((sum, entry) => sum + entry.denied, 0);
  return [pc.dim(` and ${plural(rest.length, `more ${one}`, `more ${many}`)} with ${grouped(denied)} denied; --json lists all`)];
}
