import { axisX, axisY, barY, gridY, type PlotOptions, ruleY } from '@observablehq/plot';
import type { HourlyAttempts } from '../../model/digest/day-counts.ts';
import { shortNumber } from '../html/number-text.ts';
import { type ChartSize, seriesColour, seriesColours } from './chart-look.ts';

interface Bar {
  readonly hour: number;
  readonly value: number;
  readonly title: string;
  readonly colour: string;
}

/** Denied attempts by hour of the day, stacked by port, the busiest at the bottom. A missing hour is shaded: it is not zero. */
export function stackedHours(hourly: HourlyAttempts, { width, fontSize, isNarrow }: ChartSize): PlotOptions {
  const { hours } = hourly;
  const bars = hours.flatMap((_, hour) => barsOfHour(hourly, hour));
  const most = Math.max(1, ...hours.map(({ denied, others }) => denied.reduce((sum, flows) => sum + flows, others)));
  const missing = [...hours.keys()].filter((hour) => hours[hour]?.data === 'missing');
  const every = isNarrow ? 6 : 3;
  const axis = { tickSize: 0, label: null, fill: 'var(--quiet)', fontSize };
  return {
    width,
    height: isNarrow ? 220 : 290,
    marginLeft: 44,
    marginRight: 4,
    marginTop: 12,
    marginBottom: 30,
    x: { type: 'band', domain: hours.keys(), padding: 0.16 },
    y: { nice: true, domain: [0, most] },
    color: { type: 'identity' },
    marks: [
      barY(missing, { x: (hour: number) => hour, y1: 0, y2: most, fill: 'var(--sunk)', title: () => 'No records of this hour' }),
      gridY({ ticks: 4, stroke: 'var(--grid)', strokeOpacity: 1 }),
      axisY({ ...axis, ticks: 4, tickFormat: shortNumber }),
      axisX({
        ...axis,
        ticks: [...hours.keys()].filter((hour) => hour % every === 0),
        tickFormat: (hour: number) => hours[hour]?.label ?? '',
      }),
      barY(bars, { x: 'hour', y: 'value', fill: 'colour', title: 'title' }),
      ruleY([0], { stroke: 'var(--strong-line)' }),
    ],
  };
}

function barsOfHour({ ports, hours }: HourlyAttempts, hour: number): readonly Bar[] {
  const { label = '', denied = [], others = 0 } = hours[hour] ?? {};
  const named = denied.map((value, place) => ({ value, name: ports[place]?.label ?? '', colour: seriesColour(place) }));
  return [...named, { value: others, name: 'other ports', colour: seriesColour(seriesColours) }]
    .filter(({ value }) => value > 0)
    .map(({ value, name, colour }) => ({ hour, value, colour, title: `${label} · ${name}: ${value}` }));
}
