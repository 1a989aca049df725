import type { JsonSchema } from '@valibot/to-json-schema';
import { readTextFile } from '../../adapters/files/read-text-file.ts';
import { namesInSchema, settingNamesAt } from '../../config/detection-json-schema.ts';
import type { Place } from '../../config/place-in-yaml.ts';
import { inOrder, place, problemLine, readYaml } from '../../config/read-settings-text.ts';
import type { SettingPath, WrittenProblem } from '../../config/written-problem.ts';
import { checkWritten } from '../../config/written-problems.ts';
import { Failure } from '../../model/failure.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { caseFileSchema, caseJsonSchema, type WrittenCase } from './case-schema.ts';
import { checkMerged, settingsOnTop, type WrittenGroup } from './case-settings.ts';
import { checkFlows } from './check-flows.ts';

/** A case, ready to run. */
export interface Case extends Omit<WrittenCase, 'settings'> {
  /** Where it stands: `cases/slow-rdp.yaml:4`. */
  readonly at: string;
  readonly file: string;
  /** The day of times without a date: `2026-11-21`. */
  readonly day: string;
  readonly settings: DetectionSettings;
}

/**
 * Reads a file of cases; every problem is told at once, with line, column and the nearest valid name.
 *
 * @param usual settings of cases that name none
 * @throws Failure `settings-invalid`, `unreadable-path`
 */
export async function readCaseFile(file: string, usual: WrittenGroup): Promise<readonly Case[]> {
  const content = readYaml(await readTextFile(file));
  if (content.kind === 'invalid') throw invalid(content.problems.map((problem) => problemLine(file, problem)));
  const checked = checkWritten(caseFileSchema, content.value ?? {}, {
    thing: 'name',
    group: 'an entry',
    namesAt,
    conflicts: () => [],
  });
  if (checked.kind === 'invalid') throw refused(file, checked.problems, content.placeOf);
  const { day, cases } = checked.output;
  const written = content.value as { readonly settings?: unknown; readonly cases: readonly { readonly settings?: unknown }[] };
  const base = await settingsOnTop(usual, written.settings, file);
  const problems = cases.flatMap((one, i) => checkFlows(one, day, ['cases', i]));
  const ready: Case[] = [];
  for (const [i, one] of cases.entries()) {
    const own = written.cases[i]?.settings;
    const merged = checkMerged(await settingsOnTop(base, own, file), own === undefined ? ['settings'] : ['cases', i, 'settings']);
    if (isProblems(merged)) problems.push(...merged);
    else ready.push({ ...one, settings: merged, at: `${file}:${content.placeOf(['cases', i]).line}`, file, day });
  }
  if (problems.length > 0) throw refused(file, problems, content.placeOf);
  return ready;
}

const isProblems = (merged: DetectionSettings | readonly WrittenProblem[]): merged is readonly WrittenProblem[] =>
  Array.isArray(merged);

/** Within `settings` the names of a settings file. */
function namesAt(path: SettingPath): readonly string[] {
  const at = path.indexOf('settings');
  return at >= 0 ? settingNamesAt(path.slice(at + 1)) : namesInSchema(caseJsonSchema satisfies JsonSchema, path);
}

function refused(file: string, problems: readonly WrittenProblem[], placeOf: (path: SettingPath) => Place): Failure {
  const placed = inOrder(problems.map(({ path, text }) => place(path, text, placeOf)));
  return invalid(placed.map((problem) => problemLine(file, problem)));
}

const invalid = (lines: readonly string[]): Failure => new Failure('settings-invalid', lines.join('\n'));
