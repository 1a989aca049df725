import pc from 'picocolors';
import { cleanText } from '../../message/clean-text.ts';
import { countryLabel } from '../../message/country-label.ts';
import { changeText, portText, serviceText, usualCell } from '../../message/digest/digest-words.ts';
import { sparkline } from '../../message/digest/sparkline.ts';
import { ruleText } from '../../message/digest/top-lines.ts';
import type { RuleRow, Top } from '../../model/digest/day-counts.ts';
import type { Digest } from '../../model/digest.ts';
import { grouped, plural } from '../plural.ts';
import { bar, type Column, table } from '../table.ts';

const mostRows = 12;
const barWidth = 16;
/** From here on there is room for what is usual of sources too. */
const wide = 100;

const left = (heading: string): Column => ({ heading, align: 'left' });
const right = (heading: string): Column => ({ heading, align: 'right' });

/** Watched ports: attempts and sources, each beside what is usual. */
export function portsTable({ ports, sums }: Digest, columns: number): string {
  if (ports.length === 0) return ' Nobody tried a watched port in 14 days.';
  const isWide = columns >= wide;
  const headings = [
    left('port'),
    right('denied'),
    right('usual'),
    right('change'),
    right('sources'),
    ...(isWide ? [right('usual')] : []),
    right('let in'),
    left('14 days'),
  ];
  const rows = ports
    .slice(0, mostRows)
    .map((row) => [
      portText(row),
      grouped(row.denied.now),
      usualCell(row.denied),
      painted(changeText(row.denied), row.isCrowd),
      grouped(row.sources.now),
      ...(isWide ? [usualCell(row.sources)] : []),
      row.letIn === 0 ? '' : grouped(row.letIn),
      pc.cyan(sparkline(row.series)),
    ]);
  const usual =
    sums.usualDays < 3
      ? 'what is usual is known after three whole days'
      : `usual: the median of ${plural(sums.usualDays, 'day')}`;
  const rest = ports.length > mostRows ? [pc.dim(` and ${plural(ports.length - mostRows, 'more port')}`)] : [];
  return [`${pc.bold(' Denied by watched port')} ${pc.dim(usual)}`, table(headings, rows), ...rest].join('\n');
}

const painted = (change: string, isCrowd: boolean): string => (isCrowd ? pc.yellow(change) : change);

/** What was denied on ports that are not watched; '' where nothing was. */
export function otherPortsLine({ sums: { otherPorts } }: Digest): string {
  if (otherPorts.denied === 0) return '';
  const busiest = otherPorts.busiest.slice(0, 4).map((port) => `${portText(port)} ${grouped(port.denied)}`);
  const where = `On ${plural(otherPorts.ports, 'port')} not watched`;
  return `${where}: ${plural(otherPorts.denied, 'flow')} from ${plural(otherPorts.sources, 'source')}; ${busiest.join(', ')}`;
}

/** Denied attempts hour by hour as little bars. */
export function hoursLines({ hourly, day }: Digest): string {
  const [first, last] = [hourly.hours[0], hourly.hours.at(-1)];
  if (first === undefined || last === undefined) return '';
  const values = hourly.hours.map(({ data, denied, others }) =>
    data === 'recorded' ? denied.reduce((sum, flows) => sum + flows, others) : null,
  );
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  return `${pc.bold(' Denied by hour')} ${pc.dim(`${first.label} ${day.timeZone} to ${last.label}, at most ${grouped(most)}; · no records`)}\n ${pc.cyan(sparkline(values))}`;
}

/** Targets, most denied first. */
export function targetsTable({ targets }: Digest): string {
  if (targets.rows.length === 0) return '';
  const most = targets.rows[0]?.denied ?? 0;
  const rows = targets.rows
    .slice(0, mostRows)
    .map((row) => [
      cleanText(row.name, 28),
      grouped(row.denied),
      grouped(row.sources),
      row.letIn === 0 ? '' : grouped(row.letIn),
      row.topPort === null ? '' : serviceText(row.topPort),
      bar(row.denied, most, barWidth),
    ]);
  const rest = targets.others.count + Math.max(0, targets.rows.length - mostRows);
  const headings = [left('target'), right('denied'), right('sources'), right('let in'), left('most on'), left('')];
  return [
    pc.bold(' Targets'),
    table(headings, rows),
    ...(rest === 0 ? [] : [pc.dim(` and ${plural(rest, 'more target')}`)]),
  ].join('\n');
}

/** Rules by what they decided about flows from public addresses. */
export function rulesTable(title: string, { rows, others }: Top<RuleRow>, columns: number): string {
  if (rows.length === 0) return '';
  const cells = rows
    .slice(0, mostRows)
    .map((row) => [
      cleanText(ruleText(row), columns - 34),
      grouped(row.flows),
      row.onWatchedPorts === 0 ? '' : grouped(row.onWatchedPorts),
    ]);
  const rest = others.count + Math.max(0, rows.length - mostRows);
  return [
    pc.bold(` ${title}`),
    table([left('rule'), right('flows'), right('on watched ports')], cells),
    ...(rest === 0 ? [] : [pc.dim(` and ${plural(rest, 'more rule')}`)]),
  ].join('\n');
}

/** Countries, most denied first. */
export function countriesTable({ countries }: Digest): string {
  if (countries.rows.length === 0) return '';
  const most = countries.rows[0]?.denied ?? 0;
  const rows = countries.rows.slice(0, mostRows).map(({ country, denied, sources }) => {
    const [flag = '', ...name] = countryLabel(country).split(' ');
    return [
      country === '' ? '' : flag,
      country === '' ? 'unknown' : name.join(' '),
      grouped(denied),
      grouped(sources),
      bar(denied, most, barWidth),
    ];
  });
  const rest = countries.others.count + Math.max(0, countries.rows.length - mostRows);
  const headings = [left(''), left('country'), right('denied'), right('sources'), left('')];
  return [
    pc.bold(' Countries'),
    table(headings, rows),
    ...(rest === 0 ? [] : [pc.dim(` and ${plural(rest, 'more country', 'more countries')}`)]),
  ].join('\n');
}
