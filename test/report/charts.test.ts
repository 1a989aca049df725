import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { narrowChart, wideChart } from '../../src/report/charts/chart-look.ts';
import { dayBars } from '../../src/report/charts/day-bars.ts';
import { drawChart } from '../../src/report/charts/draw-chart.ts';
import { heatMap } from '../../src/report/charts/heat-map.ts';
import { sparkline } from '../../src/report/charts/sparkline.ts';
import { stackedHours } from '../../src/report/charts/stacked-hours.ts';
import { waterfall } from '../../src/report/charts/waterfall.ts';
import { hostileText } from '../support/hostile-digest.ts';
import { makeDigest, makeDigestIncident } from '../support/make-digest.ts';

const { hourly } = makeDigest();
const draw = (options: Parameters<typeof drawChart>[0]['options']): string =>
  drawChart({ id: 'x', title: 'A title', description: 'A sentence.', fontSize: 12, options }).markup;
/** The rectangles of a drawing, with their numbers. */
const bars = (markup: string): readonly Record<string, number>[] =>
  [...markup.matchAll(/<rect ([^>]*)>/g)].map(([, attributes = '']) =>
    Object.fromEntries(
      [...attributes.matchAll(/(?<![a-z])(x|y|width|height)="([\d.]+)"/g)].map(([, name, value]) => [name, Number(value)]),
    ),
  );
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

describe('drawChart()', () => {
  it("gives a picture with a name and a description, whose text is text and whose colours are the style sheet's", () => {
    const markup = draw(stackedHours(hourly, wideChart));
    assert.match(markup, /^<svg [^>]*role="img" aria-labelledby="x-title" aria-describedby="x-desc"/);
    assert.match(markup, /<title id="x-title">A title<\/title><desc id="x-desc">A sentence\.<\/desc>/);
    assert.match(markup, /<text [^>]*>06:00<\/text>/);
    const fills = new Set([...markup.matchAll(/fill="([^"]+)"/g)].map(([, fill]) => fill));
    const series = [1, 2, 3, 4].map((place) => `var(--series-${place})`);
    assert.deepEqual([...fills].sort(), ['currentColor', 'var(--quiet)', ...series, 'var(--series-rest)']);
  });

  it("needs no style sheet of its own and no style attribute, which the page's policy would refuse", () => {
    for (const size of [wideChart, narrowChart]) assert.doesNotMatch(draw(stackedHours(hourly, size)), /<style|style="|class="/);
  });

  it('escapes and cleans what comes from outside', () => {
    const markup = draw(heatMap({ rows: [hostileText], columns: [hostileText], cells: [[3]] }, wideChart));
    assert.doesNotMatch(markup, /<script|<img|\u202e|\0/);
  });
});

describe('stackedHours()', () => {
  it('draws each hour as high as its attempts are many', () => {
    const drawn = bars(draw(stackedHours(hourly, wideChart)));
    const heightOf = Map.groupBy(drawn, ({ x }) => x);
    assert.equal(heightOf.size, 24);
    const [first = 0, second = 0, third = 0] = [...heightOf.values()].map((stack) => sum(stack.map(({ height = 0 }) => height)));
    // 197, 197 and 196 attempts.
    assert.equal(Math.round(first), Math.round(second));
    assert.ok(Math.abs(third / first - 196 / 197) < 1e-3);
  });

  it('shades an hour without records', () => {
    const hours = hourly.hours.map((hour, place) =>
      place === 5 ? { ...hour, data: 'missing' as const, denied: [0, 0, 0, 0], others: 0 } : hour,
    );
    assert.match(draw(stackedHours({ ...hourly, hours }, wideChart)), /<title>No records of this hour<\/title>/);
  });

  it('has room for the 25 hours of the day on which clocks go back', () => {
    const [first] = hourly.hours;
    const hours = first === undefined ? [] : [...hourly.hours, first];
    assert.equal(new Set(bars(draw(stackedHours({ ...hourly, hours }, narrowChart))).map(({ x }) => x)).size, 25);
  });
});

describe('heatMap()', () => {
  it('keeps rows of one name apart, and draws no cell for nothing', () => {
    const markup = draw(
      heatMap(
        {
          rows: ['vm', 'vm'],
          columns: ['22/tcp', '23/tcp'],
          cells: [
            [4, 0],
            [1, 9],
          ],
        },
        wideChart,
      ),
    );
    assert.equal(bars(markup).length, 3);
    assert.deepEqual(
      [...markup.matchAll(/<title>([^<]*)<\/title>/g)].map(([, text]) => text),
      ['vm · 22/tcp: 4', 'vm · 22/tcp: 1', 'vm · 23/tcp: 9'],
    );
  });
});

describe('dayBars()', () => {
  it('marks a day of which nothing is known by a dash, and draws none for it', () => {
    const markup = draw(
      dayBars(
        [
          { label: '1 Nov', value: 4, isPartly: false },
          { label: '2 Nov', value: null, isPartly: false },
        ],
        wideChart,
      ),
    );
    assert.equal(bars(markup).length, 1);
    assert.match(markup, />–<\/text>/);
  });
});

describe('waterfall()', () => {
  it('begins each step where the one before it ended, and the score at nothing', () => {
    const { steps, score } = makeDigestIncident();
    const drawn = bars(draw(waterfall(steps, score ?? 0)));
    assert.equal(drawn.length, steps.length + 1);
    const end = ({ x = 0, width = 0 }: Record<string, number> = {}): number => x + width;
    for (const [place, bar] of drawn.slice(1, -1).entries()) assert.ok(Math.abs((bar.x ?? 0) - end(drawn[place])) < 0.05);
    assert.equal(drawn.at(-1)?.x, drawn[0]?.x);
    assert.ok(Math.abs(end(drawn.at(-1)) - end(drawn.at(-2))) < 0.2);
  });
});

describe('sparkline()', () => {
  it('leaves a gap for a day without data', () => {
    assert.equal(bars(draw(sparkline([1, null, 3, 0, 5]))).length, 3);
  });
});
