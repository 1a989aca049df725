/** A finding in words. All of it is clean (see `cleanText`) and none of it is escaped. */
export interface FindingStory {
  /** Who did what where, without time: `203.0.113.7 (China) got into vm-db1 by RDP`. */
  readonly headline: string;
  /** One or two whole sentences with time and numbers. */
  readonly sentence: string;
  /** How it happened, to stand below the headline: one sentence with time, rule and numbers. */
  readonly account: string;
  /** What came back, as a sentence that begins with where: `RDP on vm-db1: packets came back (…).` */
  readonly answer: string;
  readonly fields: readonly Field[];
  /** Named reasons with their numbers. */
  readonly why: readonly string[];
  /** One line. */
  readonly whatToDo: string;
  /** One row of the table of several; as long as `tableHeading`. */
  readonly row: readonly string[];
}

export interface Field {
  readonly label: string;
  readonly value: string;
}

/** The columns of `FindingStory.row`, after severity. */
export const tableHeading = ['Source', 'Target', 'Service', 'Let in (UTC)', 'Denied before', 'Answer', 'Let in by'] as const;
