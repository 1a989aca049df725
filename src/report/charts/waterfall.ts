import { axisY, barX, type PlotOptions, ruleX, text } from '@observablehq/plot';
import type { ScoreStep } from '../../model/digest/digest-incident.ts';

const width = 330;
const barHeight = 22;
const mostPoints = 100;

interface Bar {
  readonly name: string;
  readonly fromPoints: number;
  readonly toPoints: number;
  readonly label: string;
  readonly colour: string;
}

/** How a score of 0 to 100 comes about: each step begins where the one before it ended; the score stands below. */
export function waterfall(steps: readonly ScoreStep[], score: number): PlotOptions {
  const sum = { name: 'score', fromPoints: 0, toPoints: score, label: String(Math.round(score)), colour: 'var(--ink)' };
  const bars: readonly Bar[] = [...stepBars(steps), sum];
  const most = Math.max(mostPoints, ...bars.map(({ toPoints }) => toPoints));
  const place = (_: Bar, index: number): number => index;
  return {
    width,
    height: bars.length * barHeight + 8,
    marginLeft: 74,
    marginRight: 40,
    marginTop: 4,
    marginBottom: 4,
    x: { domain: [0, most], axis: null },
    y: { type: 'band', domain: bars.keys(), padding: 0.28 },
    color: { type: 'identity' },
    marks: [
      axisY({
        tickSize: 0,
        tickPadding: 8,
        label: null,
        fill: 'var(--ink)',
        tickFormat: (index: number) => bars[index]?.name ?? '',
      }),
      barX(bars, { x1: 'fromPoints', x2: 'toPoints', y: place, fill: 'colour', rx: 2 }),
      text(bars, {
        x: ({ fromPoints, toPoints }: Bar) => Math.max(fromPoints, toPoints),
        y: place,
        text: 'label',
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink)',
      }),
      ruleX([0], { stroke: 'var(--strong-line)' }),
    ],
  };
}

/** The bars' names without what stands in brackets: the table beside them tells it. */
function stepBars(steps: readonly ScoreStep[]): readonly Bar[] {
  let reached = 0;
  return steps.map(({ name, points }) => {
    const fromPoints = reached;
    reached += points;
    const colour = points < 0 ? 'var(--series-1)' : 'var(--series-2)';
    return { name: name.replace(/ \(.*$/, '').slice(0, 14), fromPoints, toPoints: reached, label: signedPoints(points), colour };
  });
}

/** `+20.7`, `−8`. */
export const signedPoints = (points: number): string => `${points < 0 ? '−' : '+'}${Number(Math.abs(points).toFixed(1))}`;
