import { existsSync } from 'node:fs';
import { readTextFile } from '../adapters/files/read-text-file.ts';
import { defaultDetectionSettings, parseDetectionSettings } from '../config/parse-detection-settings.ts';
import type { DetectionSettings } from '../model/settings.ts';

/** The settings file where none is named. */
const usualFile = 'knockwatch.yaml';

/**
 * The settings file to use: the one named on the command line, that of `KNOCKWATCH_CONFIG`, or `knockwatch.yaml` of the working directory; null
 * where there is none of these.
 */
export const settingsFile = (named: string | undefined, configFile: string | null): string | null =>
  named ?? configFile ?? (existsSync(usualFile) ? usualFile : null);

/**
 * The detection settings of a file; the defaults for null.
 *
 * @throws Failure `unreadable-path`, `settings-invalid`
 */
export async function loadSettings(file: string | null): Promise<DetectionSettings> {
  return file === null ? defaultDetectionSettings : parseDetectionSettings(await readTextFile(file), file);
}
