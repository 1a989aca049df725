/** The text of the detection settings as it was read. */
export interface SettingsText {
  readonly text: string;
  /** Another one whenever the text may differ: an ETag, or a file's size and times. */
  readonly version: string;
}

/** Where the detection settings are: a file, or a blob. */
export interface SettingsSource {
  /** What messages call it: a path or an address, never with a key in it. */
  readonly name: string;
  /**
   * Reads them, unless `known` is still their version.
   *
   * @throws Failure `unreadable-path`, `storage-refused`, or `storage-unavailable` (retryable: they may be there and good)
   */
  read(known: string | null): Promise<SettingsText | 'unchanged'>;
}
