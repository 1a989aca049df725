/** Where in the written settings something is: `['watchedPorts', 3, 'weight']`. */
export type SettingPath = readonly (string | number)[];

/** Something wrong with written settings. */
export interface WrittenProblem {
  readonly path: SettingPath;
  /** What is wrong, and what was expected. */
  readonly text: string;
}
