import type { PastDay } from '../../model/digest/digest-day.ts';
import { dayBars } from '../charts/day-bars.ts';
import { figure } from '../charts/figure.ts';
import { countOf, numberText } from '../html/number-text.ts';
import { table } from '../html/table.ts';
import { shortDayText, weekDayText } from '../html/time-text.ts';
import type { PageInput, Section } from '../section.ts';

const dataTexts: Readonly<Record<PastDay['data'], string>> = {
  whole: 'whole',
  partly: 'some hours are missing',
  none: 'no records',
  unread: 'not read yet, or no longer kept',
};

/** The day beside those before it. */
export function lastDaysSection({ digest: { lastDays } }: PageInput): Section {
  const bars = lastDays.map(({ day, denied, data }) => ({
    label: shortDayText(day),
    value: denied,
    isPartly: data === 'partly',
  }));
  const content = figure({
    id: 'days',
    title: 'Denied attempts a day',
    description: daysText(lastDays),
    draw: (size) => dayBars(bars, size),
    table: table({
      caption: 'The last 14 days',
      onPhone: 'stays',
      columns: [
        { label: 'Day' },
        { label: 'Denied', isNumber: true },
        { label: 'Sources', isNumber: true },
        { label: 'Let in', isNumber: true },
        { label: 'Data' },
      ],
      rows: lastDays
        .toReversed()
        .map(({ day, denied, sources, letIn, data }) => [
          weekDayText(day),
          known(denied),
          known(sources),
          known(letIn),
          dataTexts[data],
        ]),
    }),
  });
  return { id: 'last-days', title: 'The last 14 days', content };
}

const known = (value: number | null): string => (value === null ? '–' : numberText(value));

function daysText(days: readonly PastDay[]): string {
  const counted = days.flatMap(({ denied }) => (denied === null ? [] : [denied]));
  if (counted.length === 0) return 'No day has records.';
  const unknown = days.length - counted.length;
  const range = `From ${numberText(Math.min(...counted))} to ${numberText(Math.max(...counted))} a day, on watched ports; this day is the last.`;
  return unknown === 0
    ? range
    : `${range} ${countOf(unknown, 'day')} without data ${unknown === 1 ? 'is' : 'are'} marked by a dash.`;
}
