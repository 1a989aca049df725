import type { AttemptsOfHour } from '../../model/digest/day-counts.ts';
import { figure, legendOf } from '../charts/figure.ts';
import { stackedHours } from '../charts/stacked-hours.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { portName, portText } from '../html/names.ts';
import { countOf, numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';
import type { PageInput, Section } from '../section.ts';
import { portsTable } from './ports-table.ts';

/** The day hour by hour, and the ports that were knocked at. */
export function attemptsSection(input: PageInput): Section {
  return { id: 'attempts', title: 'Attempts and ports', content: [hoursFigure(input), portsTable(input), otherPorts(input)] };
}

function hoursFigure({ digest: { hourly } }: PageInput): Html {
  const { ports } = hourly;
  const names: Content[] = ports.map(portName);
  const hasOthers = hourly.hours.some(({ others }) => others > 0);
  return figure({
    id: 'by-hour',
    title: 'Denied attempts by hour',
    description: busiestText(hourly.hours),
    draw: (size) => stackedHours(hourly, size),
    legend: legendOf(names, hasOthers ? 'other watched ports' : null),
    table: table({
      caption: 'Denied attempts by hour and port',
      columns: [{ label: 'Hour' }, ...[...ports.map(portText), 'Others', 'All'].map((label) => ({ label, isNumber: true }))],
      rows: hourly.hours.map((hour) => [hour.label, ...cellsOfHour(hour)]),
      onPhone: 'scrolls',
    }),
  });
}

const allOfHour = ({ denied, others }: AttemptsOfHour): number => denied.reduce((sum, flows) => sum + flows, others);

function cellsOfHour(hour: AttemptsOfHour): readonly Content[] {
  const cells = [...hour.denied, hour.others, allOfHour(hour)];
  if (hour.data === 'recorded') return cells.map(numberText);
  const why = hour.data === 'missing' ? 'no records' : 'to come';
  return cells.map((_, place) => (place === cells.length - 1 ? why : '–'));
}

function busiestText(hours: readonly AttemptsOfHour[]): string {
  const recorded = hours.filter(({ data }) => data === 'recorded');
  const [first, ...rest] = recorded;
  if (first === undefined) return 'No hour of this day has records yet.';
  const busiest = rest.reduce((most, hour) => (allOfHour(hour) > allOfHour(most) ? hour : most), first);
  const missing = hours.filter(({ data }) => data === 'missing').length;
  const gap = missing === 0 ? '' : ` ${countOf(missing, 'hour')} without records ${missing === 1 ? 'is' : 'are'} shaded.`;
  return `The busiest hour began at ${busiest.label}, with ${countOf(allOfHour(busiest), 'attempt')}.${gap}`;
}

function otherPorts({ digest: { sums } }: PageInput): Html | null {
  const { denied, sources, ports, busiest } = sums.otherPorts;
  if (denied === 0) return null;
  const named = busiest.map((port) => `${portText(port)} (${numberText(port.denied)})`);
  return html`<p class="aside">Besides, ${countOf(denied, 'attempt')} of ${countOf(sources, 'source')} on ${countOf(ports, 'port')} that ${
    ports === 1 ? 'is' : 'are'
  } not watched: ${named.join(', ')}${ports > busiest.length ? ' and others' : ''}.</p>`;
}
