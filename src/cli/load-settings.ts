import { existsSync } from 'node:fs';
import { isAddress, type KnownAccount, settingsSourceOf } from '../adapters/settings-source-of.ts';
import { defaultDetectionSettings, parseDetectionSettings } from '../config/parse-detection-settings.ts';
import { processEnvironment } from '../config/process-environment.ts';
import { readHostSettings } from '../config/read-app-settings.ts';
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
 * The detection settings of a file, or of a blob by its address; the defaults for null.
 *
 * @throws Failure `unreadable-path`, `settings-invalid`, and what storage throws
 */
export async function loadSettings(file: string | null, accounts = hostAccount): Promise<DetectionSettings> {
  return file === null ? defaultDetectionSettings : parseDetectionSettings(await readSettingsOf(file, accounts), file);
}

/**
 * The text of a settings file, or of a blob.
 *
 * @param accounts those whose connections may lead to the blob; that of `AzureWebJobsStorage` in the environment where none are given
 * @throws as `loadSettings`
 */
export async function readSettingsOf(file: string, accounts = hostAccount): Promise<string> {
  const read = await settingsSourceOf(file, isAddress(file) ? accounts() : []).read(null);
  return read === 'unchanged' ? '' : read.text;
}

const hostAccount = (): readonly KnownAccount[] => [
  { name: 'AzureWebJobsStorage', connection: readHostSettings(processEnvironment()).hostStorage },
];
