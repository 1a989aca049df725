/** How far the history is: first it is written, then Knockwatch's backfill reads it. */
export interface HistoryProgress {
  readonly step: 'writing' | 'reading' | 'read';
  /** Hours that this step has done. */
  readonly done: number;
  readonly hours: number;
}

/** `212 of 360 hours read`. */
export function historyText({ step, done, hours }: HistoryProgress): string {
  return `${done} of ${hours} hours ${step === 'writing' ? 'written' : 'read'}`;
}
