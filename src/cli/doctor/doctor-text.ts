import pc from 'picocolors';
import { wrapText } from '../../adapters/console/wrap-text.ts';
import { plural } from '../plural.ts';
import type { Check, Outcome } from './check.ts';

const marks: Readonly<Record<Outcome, string>> = { well: '✓', wrong: '✗', skipped: '–' };
const colours: Readonly<Record<Outcome, (text: string) => string>> = { well: pc.green, wrong: pc.red, skipped: pc.dim };
const indent = '   ';

/** The checks of one area under its heading: a line each, what to do below it. */
export function areaText(checks: readonly Check[], columns: number): string {
  const [first] = checks;
  return first === undefined ? '' : `\n ${pc.bold(first.area)}\n${checks.map((check) => checkText(check, columns)).join('')}`;
}

function checkText({ outcome, tried, found, advice }: Check, columns: number): string {
  const [first = '', ...more] = lines(`${tried}: ${found}`, columns);
  const head = ` ${colours[outcome](marks[outcome])} ${first}\n${more.map((line) => `${indent}${line}\n`).join('')}`;
  const todo = advice === null ? [] : lines(advice, columns);
  return head + todo.map((line) => `${indent}  ${pc.dim(line)}\n`).join('');
}

const lines = (text: string, columns: number): readonly string[] =>
  wrapText([{ text, isBold: false, isStruck: false }], columns - indent.length - 2, (words) => words);

/** The last line: how many trials went well, failed, or were left out. */
export function verdictText(checks: readonly Check[]): string {
  const count = (outcome: Outcome): number => checks.filter((check) => check.outcome === outcome).length;
  const wrong = count('wrong');
  const counts = `${plural(count('well'), 'check')} passed, ${wrong} failed, ${count('skipped')} left out`;
  return `\n ${wrong === 0 ? pc.green('All is well') : pc.red(wrong === 1 ? 'One thing is wrong' : `${wrong} things are wrong`)}: ${counts}.\n`;
}
