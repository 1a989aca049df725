import pc from 'picocolors';
import type { Attempts, SubjectDay, SubjectHour } from '../../detect/explain/day-of-subject.ts';
import { cleanText } from '../../message/clean-text.ts';
import type { PortKey } from '../../model/facts.ts';
import { hangText } from '../hang-text.ts';
import { minuteText } from '../incident-lines.ts';
import { grouped, plural } from '../plural.ts';
import { portText } from '../port-text.ts';
import { type Column, table } from '../table.ts';

const nameCharacters = 14;
const portsNamed = 2;
/** What the columns beside those of targets take. */
const otherColumns = 60;

/** A subject's day: one row an hour in which it was seen, one column a target as far as they fit. */
export function dayText(day: SubjectDay, columns: number): string {
  const title = pc.bold(' Its day, by hour and target');
  if (day.hours.length === 0) return `${title}\n Not seen in these 24 hours.`;
  const shown = day.targets.slice(0, targetsThatFit(day, columns));
  const rest = day.targets.length - shown.length;
  const headings: readonly Column[] = [
    { heading: 'hour (UTC)', align: 'left' },
    { heading: 'all', align: 'right' },
    ...shown.map(({ name }): Column => ({ heading: nameText(name), align: 'right' })),
    ...(rest > 0 ? [{ heading: `${rest} more`, align: 'right' } as const] : []),
    { heading: 'ports', align: 'left' },
  ];
  const rows = [...day.hours.map((hour) => hourRow(hour, shown.length, rest)), totalRow(day, shown, rest)];
  const legend = `Denied attempts${day.letIn > 0 ? `, ${pc.red('+ those let in')} (recorded on watched ports only)` : ''}; on ${plural(day.ports.length, 'port')} of ${plural(day.targets.length, 'target')}.`;
  return [title, table(headings, rows), hangText(legend, { columns, indent: 1 })].join('\n');
}

const nameText = (name: string): string => cleanText(name, nameCharacters);

/** As many as the terminal has room for, at least one. */
function targetsThatFit({ targets }: SubjectDay, columns: number): number {
  let room = columns - otherColumns;
  let count = 0;
  for (const { name } of targets) {
    room -= Math.max(8, nameText(name).length) + 2;
    if (room < 0) break;
    count++;
  }
  return Math.max(1, count);
}

function hourRow(hour: SubjectHour, shown: number, rest: number): readonly string[] {
  const cells = Array.from({ length: shown }, (_, place) => hour.atTargets.find(({ target }) => target === place));
  const others = hour.atTargets.filter(({ target }) => target >= shown);
  return [
    minuteText(hour.startMs),
    attemptsText(hour),
    ...cells.map((cell) => (cell === undefined ? pc.dim('·') : attemptsText(cell))),
    ...(rest > 0 ? [others.length === 0 ? pc.dim('·') : attemptsText(sumOf(others))] : []),
    portsText(hour.ports),
  ];
}

function totalRow(day: SubjectDay, shown: SubjectDay['targets'], rest: number): readonly string[] {
  const cells = [day, ...shown, ...(rest > 0 ? [sumOf(day.targets.slice(shown.length))] : [])];
  return ['together', ...cells.map(attemptsText), portsText(day.ports)].map((cell) => pc.bold(cell));
}

type Flows = Pick<Attempts, 'denied' | 'letIn'>;

const sumOf = (all: readonly Flows[]): Flows => ({
  denied: all.reduce((sum, { denied }) => sum + denied, 0),
  letIn: all.reduce((sum, { letIn }) => sum + letIn, 0),
});

/** `120`, `120 + 1`, `+ 1`. */
function attemptsText({ denied, letIn }: Flows): string {
  if (letIn === 0) return grouped(denied);
  return `${denied === 0 ? '' : `${grouped(denied)} `}${pc.red(`+ ${grouped(letIn)}`)}`;
}

function portsText(ports: readonly PortKey[]): string {
  const named = ports.slice(0, portsNamed).map((key) => portText(key % 0x10000, Math.floor(key / 0x10000)));
  return `${named.join(', ')}${ports.length > portsNamed ? ` +${ports.length - portsNamed}` : ''}`;
}
