import type { PortRow } from '../../model/digest/day-counts.ts';
import { drawChart } from '../charts/draw-chart.ts';
import { sparkline } from '../charts/sparkline.ts';
import { changeMark, usualText } from '../html/compared-text.ts';
import { type Content, type Html, html } from '../html/html.ts';
import { portName, portText } from '../html/names.ts';
import { countOf, numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';
import type { PageInput } from '../section.ts';

const columns = [
  { label: 'Port' },
  { label: 'Denied', isNumber: true },
  { label: 'Usual', isNumber: true },
  { label: 'Change', isNumber: true },
  { label: 'Sources', isNumber: true },
  { label: 'Usual sources', isNumber: true },
  { label: 'Targets', isNumber: true },
  { label: 'Let in', isNumber: true },
  { label: '14 days' },
];

/** The watched ports beside what is usual at them. */
export function portsTable({ digest: { ports, sums } }: PageInput): Html {
  if (ports.length === 0) return html`<p class="aside">Nobody knocked at a watched port in 14 days.</p>`;
  const usual =
    sums.usualDays === 0
      ? 'There is no whole day before this one yet to compare with.'
      : `Usual is the median of ${sums.usualDays === 1 ? 'the one whole day' : `the ${sums.usualDays} whole days`} among the seven before.`;
  const shown = ports.filter(({ denied, letIn }) => denied.now > 0 || letIn > 0 || (denied.usual ?? 0) > 0);
  const still = ports.filter((row) => !shown.includes(row)).map(portText);
  const others = still.length === 0 ? '' : `Nothing on this day, and usually nothing: ${still.join(', ')}. `;
  const rows = shown.map(portCells);
  return html`${table({ caption: 'Watched ports, the most denied first', isCaptionSeen: true, columns, rows })}
<p class="others">${others}${usual}</p>`;
}

function portCells(row: PortRow): readonly Content[] {
  const letIn = row.letIn === 0 ? '0' : html`<b>${numberText(row.letIn)}</b>`;
  return [
    html`${portName(row)}${row.isCrowd ? html` <span class="badge high">crowd</span>` : null}`,
    numberText(row.denied.now),
    usualText(row.denied),
    changeMark(row.denied),
    numberText(row.sources.now),
    usualText(row.sources),
    numberText(row.targets),
    letIn,
    trend(row),
  ];
}

function trend(row: PortRow): Html {
  const known = row.series.filter((value) => value !== null);
  const description = `From ${numberText(Math.min(...known, row.denied.now))} to ${numberText(Math.max(...known, row.denied.now))} a day, on ${countOf(known.length, 'day')} with data.`;
  const id = `trend-${row.port}-${row.protocol}`;
  const title = `Denied on ${portText(row)}, 14 days`;
  return html`<span class="spark">${drawChart({ id, title, description, fontSize: 10, options: sparkline(row.series) })}</span>`;
}
