import pc from 'picocolors';
import { grouped } from '../plural.ts';
import { bar, type Column, table } from '../table.ts';
import { wrapWords } from '../wrap-words.ts';
import { titleText } from './backtest-text.ts';
import type { SpanOfLogs } from './span-of-logs.ts';
import type { SweptValue } from './sweep-values.ts';

const usualColumns = 80;

export interface SweepPage {
  readonly setting: string;
  readonly file: string;
  readonly values: readonly SweptValue[];
  readonly span: SpanOfLogs;
}

/** What each value of a setting would have told, for a terminal of so many columns (null: nothing is cut). */
export function sweepText({ setting, file, values, span }: SweepPage, columns: number | null): string {
  const width = Math.max(6, Math.min(30, (columns ?? usualColumns) - 72));
  const most = Math.max(...values.map(({ messagesPerDay }) => messagesPerDay));
  const heads: readonly Column[] = [
    { heading: 'value', align: 'right' },
    { heading: 'messages a day', align: 'right' },
    { heading: '', align: 'left' },
    { heading: 'told', align: 'right' },
    { heading: 'lost', align: 'right' },
    { heading: 'gained', align: 'right' },
    { heading: 'held back', align: 'right' },
    { heading: 'budget', align: 'left' },
  ];
  const rows = values.map((value) => rowOf(value, most, width));
  return `\n${[titleText(span, `${file}, with other values of ${setting}`, columns), table(heads, rows), notesText(values, columns)].join('\n\n')}\n`;
}

function rowOf(swept: SweptValue, most: number, width: number): readonly string[] {
  const { value, isCurrent, problem, messagesPerDay, told, lost, gained, heldByBudget, fitsBudget } = swept;
  const name = isCurrent ? pc.bold(`${value} (now)`) : String(value);
  if (problem !== null) return [name, '', pc.dim('not valid'), '', '', '', '', ''];
  return [
    name,
    messagesPerDay.toFixed(2),
    messagesPerDay === 0 ? '' : bar(messagesPerDay, most, width),
    grouped(told),
    lost.length === 0 ? '0' : pc.yellow(grouped(lost.length)),
    grouped(gained.length),
    grouped(heldByBudget),
    fitsBudget ? pc.green('✓ met') : '',
  ];
}

function notesText(values: readonly SweptValue[], columns: number | null): string {
  const notes = [
    ' Messages are new ones. Lost and gained: incidents told with the value of now and not with this one, and the other way round.',
    ' The budget is met where it holds nothing back: there was room for all that would have been said.',
    ...values.flatMap(({ value, problem }) => (problem === null ? [] : [` ${value} is not valid: ${problem}`])),
  ];
  return notes.map((note) => pc.dim(wrapWords(note, columns))).join('\n');
}
