import type { Digest } from '../../model/digest.ts';
import type { ChartBlock, SlackBlock } from '../slack-blocks.ts';
import { shortDateText } from './digest-date.ts';

/** Fewer bars are no chart. */
const leastDays = 3;

/** Denied attempts of the last days as Slack's own chart; days without data have no bar. Null where there are too few. */
export function chartBlock({ lastDays }: Digest): ChartBlock | null {
  const known = lastDays.flatMap(({ day, denied }) => (denied === null ? [] : [{ label: shortDateText(day), value: denied }]));
  if (known.length < leastDays) return null;
  return {
    type: 'data_visualization',
    title: `Denied attempts, ${lastDays.length} days`,
    chart: {
      type: 'bar',
      series: [{ name: 'Denied attempts', data: known }],
      axis_config: { categories: known.map(({ label }) => label), x_label: 'Day', y_label: 'Attempts' },
    },
  };
}

/** Whether blocks hold a chart. */
export const hasChart = (blocks: readonly unknown[]): boolean => blocks.some(isChart);

/** The blocks without charts: all that a chart shows stands in the table too. */
export const withoutChart = <T extends SlackBlock | unknown>(blocks: readonly T[]): readonly T[] =>
  blocks.filter((block) => !isChart(block));

const isChart = (block: unknown): boolean =>
  typeof block === 'object' && block !== null && 'type' in block && block.type === 'data_visualization';
