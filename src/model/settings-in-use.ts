import type { PortKey } from './facts.ts';
import type { DetectionSettings } from './settings.ts';

/** The settings that are used now. */
export interface SettingsInUse {
  readonly detection: DetectionSettings;
  /** Those of `detection`, as counting asks for them. */
  readonly watchedPorts: ReadonlySet<PortKey>;
  /** Where they were read. */
  readonly source: string;
  /** Why newer settings are not used, one line each; null where these are the newest. */
  readonly problem: string | null;
}
