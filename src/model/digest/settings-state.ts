/** A setting that changed. */
export interface SettingChange {
  /** `targeted.low` */
  readonly key: string;
  /** As text; '' where it was not there. */
  readonly before: string;
  readonly after: string;
}

/** The detection settings that were in force when the digest was made. */
export interface SettingsState {
  readonly version: string;
  /** That of the digest before; null where there was none. */
  readonly previousVersion: string | null;
  readonly isChanged: boolean;
  /** At most 20. */
  readonly changes: readonly SettingChange[];
  readonly moreChanges: number;
}
