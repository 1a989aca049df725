import * as v from 'valibot';
import { settingNamesAt } from './detection-json-schema.ts';
import { detectionSchema, type WrittenSettings } from './detection-schema.ts';
import { findConflicts } from './find-conflicts.ts';
import { suggestion } from './nearest-name.ts';
import type { SettingPath, WrittenProblem } from './written-problem.ts';

export type CheckedSettings =
  | { readonly kind: 'valid'; readonly settings: WrittenSettings }
  | { readonly kind: 'invalid'; readonly problems: readonly WrittenProblem[] };

/** Checks settings as a YAML parser gives them; every problem is found, not only the first. */
export function checkWrittenSettings(written: unknown): CheckedSettings {
  const checked = checkWritten(detectionSchema, written, {
    thing: 'setting',
    group: 'a group of settings',
    namesAt: settingNamesAt,
    conflicts: (content) => (isRecord(content) ? findConflicts(content) : []),
  });
  return checked.kind === 'valid' ? { kind: 'valid', settings: checked.output } : checked;
}

/** What is said of something written besides what its schema says. */
export interface WrittenWords {
  /** What an unknown name is called: `unknown setting, did you mean …` */
  readonly thing: string;
  /** What names with values are called where something else was expected: `a group of settings`. */
  readonly group: string;
  /** Names that may stand at a path. */
  readonly namesAt: (path: SettingPath) => readonly string[];
  /** What is wrong only together; asked once all names are known. */
  readonly conflicts: (content: unknown) => readonly WrittenProblem[];
}

export type CheckedWriting<T> =
  | { readonly kind: 'valid'; readonly output: T }
  | { readonly kind: 'invalid'; readonly problems: readonly WrittenProblem[] };

/** Checks against a schema what a YAML parser gives; every problem is found, not only the first. */
export function checkWritten<S extends v.GenericSchema>(
  schema: S,
  written: unknown,
  words: WrittenWords,
): CheckedWriting<v.InferOutput<S>> {
  const content = structuredClone(written);
  const problems: WrittenProblem[] = [];
  for (;;) {
    const result = v.safeParse(schema, content);
    const issues = result.success ? [] : result.issues.flatMap((issue) => placedIssues(issue, []));
    const unknown = issues.filter(({ kind }) => kind === 'unknown');
    if (unknown.length === 0) {
      const all = [...problems, ...issues.map((issue) => describe(issue, words)), ...words.conflicts(content)];
      return result.success && all.length === 0
        ? { kind: 'valid', output: result.output }
        : { kind: 'invalid', problems: distinct(all) };
    }
    // A strict object names only its first unknown key: take these away and look again.
    for (const issue of unknown) {
      problems.push(describe(issue, words));
      removeAt(content, issue.path);
    }
  }
}

interface PlacedIssue {
  readonly kind: 'unknown' | 'missing' | 'wrong';
  readonly path: SettingPath;
  /** The value that is wrong. */
  readonly input: unknown;
  readonly expected: string;
}

/** An issue with its whole path; where an entry of a union is an object, the issues inside that object. */
function placedIssues(issue: v.BaseIssue<unknown>, parent: SettingPath): readonly PlacedIssue[] {
  const items = issue.path ?? [];
  const path = [...parent, ...items.map(({ key }) => (typeof key === 'number' ? key : String(key)))];
  const inside = issue.type === 'union' ? (issue.issues ?? []).filter((inner) => goesInto(inner, issue.input)) : [];
  if (inside.length > 0) return inside.flatMap((inner) => placedIssues(inner, path));
  const { input, message: expected } = issue;
  if (issue.type !== 'strict_object' || items.at(-1)?.origin !== 'key') return [{ kind: 'wrong', path, input, expected }];
  // To the schema a list is an object with unknown names; to people it is one wrong value.
  const group: unknown = items.at(-1)?.input;
  if (Array.isArray(group)) return [{ kind: 'wrong', path: path.slice(0, -1), input: group, expected }];
  return [{ kind: issue.expected === 'never' ? 'unknown' : 'missing', path, input, expected }];
}

/** Whether an option of a union looked into the value: to a schema of objects a list is one too, to people it is one wrong value. */
const goesInto = ({ path }: v.BaseIssue<unknown>, input: unknown): boolean =>
  path !== undefined && (!Array.isArray(input) || path[0].type === 'array');

function describe({ kind, path, input, expected }: PlacedIssue, { thing, group, namesAt }: WrittenWords): WrittenProblem {
  if (kind === 'missing') return { path, text: `is missing, expected ${expected}` };
  if (kind === 'wrong') return { path, text: `${received(input, group)}, expected ${expected}` };
  return { path, text: `unknown ${thing}, ${suggestion(String(path.at(-1)), namesAt(path.slice(0, -1)))}` };
}

const distinct = (problems: readonly WrittenProblem[]): readonly WrittenProblem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

/** The value as it was read, short enough for one line. */
function received(value: unknown, group: string): string {
  if (value === null || value === undefined) return 'is empty';
  if (Array.isArray(value)) return value.length === 0 ? 'is an empty list' : 'is a list';
  if (typeof value === 'object') return `is ${group}`;
  const shown = JSON.stringify(value);
  return `is ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}`;
}

function removeAt(content: unknown, path: SettingPath): void {
  let parent = content;
  for (const step of path.slice(0, -1)) parent = isRecord(parent) ? parent[step] : undefined;
  const name = path.at(-1);
  if (isRecord(parent) && name !== undefined) delete parent[name];
}

const isRecord = (value: unknown): value is Record<string | number, unknown> => typeof value === 'object' && value !== null;
