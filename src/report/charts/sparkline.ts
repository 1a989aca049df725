import { barY, type PlotOptions } from '@observablehq/plot';

const width = 96;
const height = 24;

/** The last days in the height of a line: a bar a day, the newest in a colour of its own; a day without data leaves a gap. */
export function sparkline(values: readonly (number | null)[]): PlotOptions {
  const places = [...values.keys()];
  return {
    width,
    height,
    margin: 0,
    x: { type: 'band', domain: places, padding: 0.2, axis: null },
    y: { domain: [0, Math.max(1, ...values.map((value) => value ?? 0))], axis: null },
    color: { type: 'identity' },
    marks: [
      barY(
        places.filter((place) => (values[place] ?? 0) > 0),
        {
          x: (place: number) => place,
          y: (place: number) => values[place],
          fill: (place: number) => (place === values.length - 1 ? 'var(--heat)' : 'var(--series-rest)'),
        },
      ),
    ],
  };
}
