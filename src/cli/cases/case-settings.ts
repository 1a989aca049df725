import { dirname, resolve } from 'node:path';
import { problemLine, readSettingsText, readYaml } from '../../config/read-settings-text.ts';
import { toDetectionSettings } from '../../config/to-detection-settings.ts';
import type { SettingPath, WrittenProblem } from '../../config/written-problem.ts';
import { checkWrittenSettings } from '../../config/written-problems.ts';
import { Failure } from '../../model/failure.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { readSettingsOf } from '../load-settings.ts';

/** Settings by name, as a settings file writes them. */
export type WrittenGroup = Readonly<Record<string, unknown>>;

const isGroup = (value: unknown): value is WrittenGroup => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a settings file as it is written, checked; null gives the defaults.
 *
 * @throws Failure `settings-invalid` with its problems by line, `unreadable-path`
 */
export async function readWrittenSettings(file: string | null): Promise<WrittenGroup> {
  if (file === null) return {};
  const text = await readSettingsOf(file);
  const checked = readSettingsText(text);
  if (checked.kind === 'invalid') {
    throw new Failure('settings-invalid', checked.problems.map((problem) => problemLine(file, problem)).join('\n'));
  }
  const content = readYaml(text);
  return content.kind === 'content' && isGroup(content.value) ? content.value : {};
}

/**
 * What `settings` of a case file stands for: a settings file by its path from the case file, `default`, or settings on top of others.
 *
 * @param written as YAML gives it; undefined where there is none
 * @throws as `readWrittenSettings`
 */
export async function settingsOnTop(base: WrittenGroup, written: unknown, caseFile: string): Promise<WrittenGroup> {
  if (written === 'default') return {};
  if (typeof written === 'string') return readWrittenSettings(resolve(dirname(caseFile), written));
  return isGroup(written) ? mergeSettings(base, written) : base;
}

/** Groups of settings are joined, all else is replaced: lists too. */
function mergeSettings(base: WrittenGroup, changes: WrittenGroup): WrittenGroup {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(changes)) {
    const before = base[name];
    merged[name] = isGroup(before) && isGroup(value) ? { ...before, ...value } : value;
  }
  return merged;
}

/** Settings that were put together → what detection works with, or what does not go together. */
export function checkMerged(merged: WrittenGroup, path: SettingPath): DetectionSettings | readonly WrittenProblem[] {
  const checked = checkWrittenSettings(merged);
  if (checked.kind === 'valid') return toDetectionSettings(checked.settings);
  return checked.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}
