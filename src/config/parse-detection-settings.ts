import { Failure } from '../model/failure.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { problemLine, readSettingsText } from './read-settings-text.ts';

/**
 * The text of a settings file (YAML 1.2) → detection settings; what the file does not name keeps its default, an empty file is valid.
 * `fileName` is for messages only.
 *
 * @throws Failure `settings-invalid` that names every problem, one a line: `knockwatch.yaml:12:5 watchedPorts[3].weight: is 11, expected a
 * weight from 0 to 10`
 */
export function parseDetectionSettings(text: string, fileName: string): DetectionSettings {
  const read = readSettingsText(text);
  if (read.kind === 'valid') return read.settings;
  throw new Failure('settings-invalid', read.problems.map((problem) => problemLine(fileName, problem)).join('\n'));
}

/** The settings where no file says otherwise. */
export const defaultDetectionSettings: DetectionSettings = parseDetectionSettings('', 'defaults');
