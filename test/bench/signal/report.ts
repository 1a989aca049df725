import { backgroundPerDay, isExpected, minutesToTelling, missedAims } from './expectations.ts';
import type { WorldOutcome } from './run-world.ts';

/** The outcomes of the same size and variant over all seeds, as rows of a table; then what was missed, then minutes by kind. */
export function reportText(outcomes: readonly WorldOutcome[]): string {
  const groups = [...Map.groupBy(outcomes, ({ options }) => `${options.targets} ${options.variant}`).values()];
  const rules = outcomes[0]?.naive.map(({ rule }) => rule) ?? [];
  return [
    'Messages a day about nothing that was put in; what was put in and found; minutes from the deciding flow to the telling',
    ...tableOf([heading, ...groups.map(rowOf)]),
    '',
    'The same worlds by rules as many tools ship them, on watched ports, each source (and door) silent for 24 hours after an alert',
    ...tableOf([['targets', '', ...rules.flatMap((rule) => [`${rule}: alerts/day`, 'found'])], ...groups.map(naiveRowOf)]),
    '',
    'Minutes to the telling by kind',
    ...tableOf([['', 'found', 'by an edit', 'median', 'most'], ...kindRows(outcomes)]),
    '',
    ...missedLines(groups),
  ].join('\n');
}

const heading = [
  'targets',
  '',
  'volume',
  'worlds',
  'messages/day',
  'replies/day',
  'busiest day',
  'to digest/day',
  'found',
  'minutes: median',
  'most',
];

function rowOf(group: readonly WorldOutcome[]): string[] {
  const [first] = group;
  const minutes = minutesOf(group);
  return [
    String(first?.options.targets),
    first?.options.variant ?? '',
    `${Math.round((first?.options.volume ?? 1) * 100)} %`,
    String(group.length),
    mean(group, (one) => backgroundPerDay(one, 'post')).toFixed(2),
    mean(group, (one) => backgroundPerDay(one, 'reply')).toFixed(2),
    String(Math.max(...group.map(busiestDay))),
    mean(group, ({ overBudget, decidingDays }) => overBudget / decidingDays).toFixed(2),
    foundText(group, (one, kind) => one.injected.some((other) => other.kind === kind && other.toldAtMs !== null)),
    shown(medianOf(minutes)),
    shown(minutes.length === 0 ? null : Math.max(...minutes)),
  ];
}

function naiveRowOf(group: readonly WorldOutcome[]): string[] {
  const [first] = group;
  const cells = (first?.naive ?? []).flatMap(({ rule }) => naiveCells(group, rule));
  return [String(first?.options.targets), first?.options.variant ?? '', ...cells];
}

function naiveCells(group: readonly WorldOutcome[], rule: string): string[] {
  const of = (one: WorldOutcome): WorldOutcome['naive'][number] | undefined => one.naive.find((other) => other.rule === rule);
  return [
    mean(group, (one) => of(one)?.backgroundAlertsPerDay ?? 0).toFixed(0),
    foundText(group, (one, kind) => of(one)?.found.includes(kind) ?? false),
  ];
}

type Kind = WorldOutcome['injected'][number]['kind'];

function foundText(group: readonly WorldOutcome[], isFound: (outcome: WorldOutcome, kind: Kind) => boolean): string {
  const wanted = group.flatMap((one) =>
    one.injected.filter(({ kind }) => isExpected(kind, one)).map(({ kind }) => isFound(one, kind)),
  );
  return `${wanted.filter(Boolean).length}/${wanted.length}`;
}

/** Background messages on the day that has most. */
function busiestDay({ messages }: WorldOutcome): number {
  const posts = messages.filter(({ turn, injected }) => turn === 'post' && injected.length === 0);
  const days = Map.groupBy(posts, ({ atMs }) => Math.floor(atMs / 86_400_000));
  return Math.max(0, ...[...days.values()].map(({ length }) => length));
}

function kindRows(outcomes: readonly WorldOutcome[]): string[][] {
  const all = outcomes.flatMap((one) => one.injected.filter(({ kind }) => isExpected(kind, one)));
  return [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, ofKind]) => {
    const minutes = ofKind.map(minutesToTelling).filter((one) => one !== null);
    const found = `${ofKind.filter(({ toldAtMs }) => toldAtMs !== null).length}/${ofKind.length}`;
    const byEdit = ofKind.filter(({ toldBy }) => toldBy === 'edit').length;
    return [kind, found, String(byEdit), shown(medianOf(minutes)), shown(minutes.length === 0 ? null : Math.max(...minutes))];
  });
}

function minutesOf(group: readonly WorldOutcome[]): number[] {
  return group.flatMap((one) =>
    one.injected.filter(({ kind }) => isExpected(kind, one)).flatMap((injected) => minutesToTelling(injected) ?? []),
  );
}

function missedLines(groups: readonly (readonly WorldOutcome[])[]): string[] {
  const lines = groups.flatMap((group) =>
    missedAims(group).map((aim) => `  ${group[0]?.options.targets} targets, ${group[0]?.options.variant}: ${aim}`),
  );
  return lines.length === 0 ? ['All aims are met.'] : ['Aims missed:', ...lines];
}

function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('  ')}`.trimEnd());
}

/** Numbers to the right, words to the left. */
const pad = (cell: string, width: number): string => (/^[\d.]/.test(cell) ? cell.padStart(width) : cell.padEnd(width));

const shown = (value: number | null): string => (value === null ? '–' : String(value));

function mean(group: readonly WorldOutcome[], value: (outcome: WorldOutcome) => number): number {
  return group.reduce((sum, one) => sum + value(one), 0) / group.length;
}

function medianOf(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? null;
}
