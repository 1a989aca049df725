import type { ReplayedMessage } from '../replay/told-life.ts';
import { dateOf, datesOf, type SpanOfLogs } from './span-of-logs.ts';

/** What people would have received on one day (UTC). */
export interface DayOfMessages {
  /** `2026-11-21` */
  readonly date: string;
  /** Messages of their own, which the budget counts but for what is always told. */
  readonly posts: number;
  /** In the thread of an earlier one. */
  readonly replies: number;
}

/** Each day of the logs, also the quiet ones. */
export function messagesByDay(messages: readonly ReplayedMessage[], span: SpanOfLogs): readonly DayOfMessages[] {
  const byDate = Map.groupBy(messages, ({ atMs }) => dateOf(atMs));
  return datesOf(span).map((date) => ({ date, ...countTurns(byDate.get(date) ?? []) }));
}

/** New messages and replies among some. */
export const countTurns = (messages: readonly ReplayedMessage[]): Pick<DayOfMessages, 'posts' | 'replies'> => ({
  posts: messages.filter(({ turn }) => turn === 'post').length,
  replies: messages.filter(({ turn }) => turn === 'reply').length,
});
