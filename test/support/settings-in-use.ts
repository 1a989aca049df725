import type { DetectionSettings } from '../../src/model/settings.ts';
import type { SettingsInUse } from '../../src/model/settings-in-use.ts';
import { watchedPortKeys } from '../../src/pipeline/watched-port-keys.ts';

/** Settings as the app's functions get them, the newest there are. */
export const settingsInUse = (
  detection: DetectionSettings,
  watchedPorts: SettingsInUse['watchedPorts'] = watchedPortKeys(detection),
): SettingsInUse => ({ detection, watchedPorts, source: 'knockwatch.yaml', problem: null });
