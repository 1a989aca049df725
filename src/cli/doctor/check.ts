/** What became of one trial. */
export type Outcome = 'well' | 'wrong' | 'skipped';

/** One trial of the doctor. */
export interface Check {
  /** What it belongs to, as a heading. */
  readonly area: string;
  readonly outcome: Outcome;
  /** What was tried, as in `List insights-logs-flowlogflowevent`. */
  readonly tried: string;
  /** What came back, as in `3 flow logs`. Never holds a secret. */
  readonly found: string;
  /** What to do, in whole sentences; null where there is nothing to do. */
  readonly advice: string | null;
}

/** Makes the checks of one area. */
export interface CheckMaker {
  well(tried: string, found: string): Check;
  wrong(tried: string, found: string, advice: string): Check;
  /** Not tried, or of no consequence. */
  skipped(tried: string, found: string, advice?: string): Check;
}

export const checksOf = (area: string): CheckMaker => ({
  well: (tried, found) => ({ area, outcome: 'well', tried, found, advice: null }),
  wrong: (tried, found, advice) => ({ area, outcome: 'wrong', tried, found, advice }),
  skipped: (tried, found, advice) => ({ area, outcome: 'skipped', tried, found, advice: advice ?? null }),
});
