/** A finding in words. All of it is clean (see `cleanText`) and none of it is escaped. */
export interface FindingStory {
  readonly kind: KindWords;
  /** Who did what where, without time: `203.0.113.7 (China) got into vm-db1 by RDP`. */
  readonly headline: string;
  /** One or two whole sentences with time and numbers. */
  readonly sentence: string;
  /** How it happened, to stand below the headline: one or two sentences with time, rule and numbers. */
  readonly account: string;
  /** The finding beside others of its door, in few words after "also:". */
  readonly also: string;
  /** What came back, as a sentence that begins with where: `RDP on vm-db1: packets came back (…).`; null where it knows of no replies. */
  readonly answer: string | null;
  readonly fields: readonly Field[];
  /** Named reasons with their numbers. */
  readonly why: readonly string[];
  /** Numbers that are best seen side by side; null for most findings. */
  readonly table: StoryTable | null;
  /** One line. */
  readonly whatToDo: string;
  /** One row of the table of several of its kind; as long as the kind's `heading`. */
  readonly row: readonly string[];
  /** One row of the table of several of different kinds; as long as `mixedHeading`. */
  readonly mixedRow: MixedRow;
}

export interface Field {
  readonly label: string;
  readonly value: string;
}

/** Rows below a heading; each row as long as the heading. */
export interface StoryTable {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a row is, to count those for which a message has no room: `door`. */
  readonly noun: string;
}

/** How a kind of finding is told where there are several. */
export interface KindWords {
  readonly one: string;
  readonly many: string;
  /** The columns of `FindingStory.row`, after severity. */
  readonly heading: readonly string[];
  /** A sentence without full stop: `5 sources that had been denied were let in to 3 targets`. */
  readonly summarise: (counts: GroupCounts) => string;
  /** What to do about several, in one line. */
  readonly whatToDo: string;
}

/** What a summary counts. */
export interface GroupCounts {
  readonly findings: number;
  readonly sources: number;
  readonly targets: number;
  /** Doors that stood open and are closed again. */
  readonly closed: number;
}

/** The columns of findings of different kinds, after severity. */
export const mixedHeading = ['Finding', 'Who', 'Where', 'Since (UTC)', 'What'] as const;
export type MixedRow = readonly [kind: string, who: string, where: string, since: string, what: string];
