import { axisX, axisY, barY, gridY, type PlotOptions, ruleY, text } from '@observablehq/plot';
import { shortNumber } from '../html/number-text.ts';
import type { ChartSize } from './chart-look.ts';

export interface DayBar {
  /** `21 Nov` */
  readonly label: string;
  /** Null: nothing is known of the day, which is not zero. */
  readonly value: number | null;
  /** Only some of its hours have records. */
  readonly isPartly: boolean;
}

/** A bar a day, the last one in a colour of its own; days of which only a part is known are paler. */
export function dayBars(days: readonly DayBar[], { width, fontSize, isNarrow }: ChartSize): PlotOptions {
  const places = [...days.keys()];
  const known = places.filter((place) => days[place]?.value !== null);
  const every = isNarrow ? 3 : 1;
  const axis = { tickSize: 0, label: null, fill: 'var(--quiet)', fontSize };
  return {
    width,
    height: isNarrow ? 190 : 210,
    marginLeft: 44,
    marginRight: 4,
    marginTop: 16,
    marginBottom: 28,
    x: { type: 'band', domain: places, padding: 0.24 },
    y: { nice: true, domain: [0, Math.max(1, ...days.map(({ value }) => value ?? 0))] },
    color: { type: 'identity' },
    opacity: { type: 'identity' },
    marks: [
      gridY({ ticks: 4, stroke: 'var(--grid)', strokeOpacity: 1 }),
      axisY({ ...axis, ticks: 4, tickFormat: shortNumber }),
      axisX({
        ...axis,
        ticks: places.filter((place) => (days.length - 1 - place) % every === 0),
        tickFormat: (place: number) => days[place]?.label ?? '',
      }),
      barY(known, {
        x: (place: number) => place,
        y: (place: number) => days[place]?.value,
        fill: (place: number) => (place === days.length - 1 ? 'var(--heat)' : 'var(--series-1)'),
        fillOpacity: (place: number) => (days[place]?.isPartly === true ? 0.45 : 1),
        title: (place: number) => `${days[place]?.label}: ${days[place]?.value}`,
      }),
      text(
        places.filter((place) => !known.includes(place)),
        { x: (place: number) => place, y: () => 0, dy: -10, text: () => '–', fill: 'var(--quiet)', fontSize },
      ),
      ruleY([0], { stroke: 'var(--strong-line)' }),
    ],
  };
}
