import { accountsOf } from '../../compose.ts';
import type { AppSettings } from '../../config/app-settings.ts';
import { Failure } from '../../model/failure.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { loadSettings, settingsFile } from '../load-settings.ts';
import { plural } from '../plural.ts';
import { type Check, checksOf } from './check.ts';

const { well, wrong } = checksOf('Detection settings');

export interface DetectionSettingsChecked {
  readonly checks: readonly Check[];
  /** Null where they cannot be read. */
  readonly detection: DetectionSettings | null;
}

/** Reads the settings file, or blob; each problem in it is a line. */
export async function checkDetectionSettings({
  configFile,
  ...connections
}: Pick<AppSettings, 'configFile' | 'hostStorage' | 'flowLogs'>): Promise<DetectionSettingsChecked> {
  const file = settingsFile(undefined, configFile);
  const tried = `Read ${file ?? 'the defaults'}`;
  try {
    const detection = await loadSettings(file, () => accountsOf(connections));
    const found = `valid, version ${detection.version}, ${plural(detection.watchedPorts.length, 'watched port')}, channel ${detection.slack.channel}`;
    return { checks: [well(tried, found)], detection };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const advice =
      'Correct the file (knockwatch validate checks it alone). Until then the app does not start, or keeps the last good version.';
    return { checks: error.message.split('\n').map((problem) => wrong(tried, problem, advice)), detection: null };
  }
}
