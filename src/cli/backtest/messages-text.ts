import pc from 'picocolors';
import { grouped } from '../plural.ts';
import type { ReplayedMessage } from '../replay/told-life.ts';
import { bar, type Column, table } from '../table.ts';
import { countTurns, type DayOfMessages, messagesByDay } from './messages-by-day.ts';
import { perDay, type SpanOfLogs } from './span-of-logs.ts';

/** Where no terminal says how wide it is. */
const usualColumns = 80;

/** `2.1 a day` */
export const perDayText = (count: number, span: SpanOfLogs): string => `${perDay(count, span).toFixed(1)} a day`;

/** Messages a day: new ones as a bar, replies beside them; the sum beneath. */
export function messagesTable(messages: readonly ReplayedMessage[], span: SpanOfLogs, columns: number | null): string {
  const days = messagesByDay(messages, span);
  const most = Math.max(...days.map(({ posts }) => posts));
  const width = Math.min(40, (columns ?? usualColumns) - 36);
  const heads: readonly Column[] = [
    { heading: 'day', align: 'left' },
    { heading: 'new', align: 'right' },
    { heading: 'replies', align: 'right' },
    { heading: '', align: 'left' },
  ];
  const rows = days.map(({ date, posts, replies }) => [date, ...countCells({ posts, replies }), barOf(posts, most, width)]);
  const sum = countTurns(messages);
  const title = pc.bold(' Messages a day (UTC)');
  return [title, table(heads, [...rows, ['all', ...countCells(sum), perDayText(sum.posts, span)]])].join('\n');
}

/** The same of two files of settings, side by side. */
export function bothMessagesTable(
  before: readonly ReplayedMessage[],
  after: readonly ReplayedMessage[],
  span: SpanOfLogs,
  columns: number | null,
): string {
  const [old, now] = [messagesByDay(before, span), messagesByDay(after, span)];
  const most = Math.max(...[...old, ...now].map(({ posts }) => posts));
  const width = Math.min(30, Math.floor(((columns ?? usualColumns) - 58) / 2));
  const side: readonly Column[] = [
    { heading: 'new', align: 'right' },
    { heading: 'replies', align: 'right' },
    { heading: '', align: 'left' },
  ];
  const [first, ...rest] = side;
  const heads = [
    { heading: 'day', align: 'left' as const },
    { ...(first ?? { align: 'right' as const }), heading: 'before: new' },
    ...rest,
    { ...(first ?? { align: 'right' as const }), heading: 'after: new' },
    ...rest,
  ];
  const cells = ({ posts, replies }: DayOfMessages): readonly string[] => [
    ...countCells({ posts, replies }),
    barOf(posts, most, width),
  ];
  const rows = old.map((day, i) => [day.date, ...cells(day), ...cells(now[i] ?? day)]);
  const sums = [before, after].flatMap((messages) => {
    const sum = countTurns(messages);
    return [...countCells(sum), perDayText(sum.posts, span)];
  });
  return [pc.bold(' Messages a day (UTC)'), table(heads, [...rows, ['all', ...sums]])].join('\n');
}

const countCells = ({ posts, replies }: Pick<DayOfMessages, 'posts' | 'replies'>): readonly string[] => [
  grouped(posts),
  grouped(replies),
];

/** Nothing for nothing, which is not the least that can be drawn. */
const barOf = (posts: number, most: number, width: number): string => (posts === 0 ? '' : bar(posts, most, width));
