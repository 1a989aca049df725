/** Hours that changed after they had left the window: they are evaluated late. `State/late`. */
export interface LateHours {
  /** Hour → how often it was noted: one that was noted again while it was being evaluated waits on. */
  readonly hours: Readonly<Record<string, number>>;
  /** Since when any hour waits, ms; what they find is told once none does, or half an hour later. */
  readonly sinceMs: number;
}

/** The fingerprints with which the hours of the window were evaluated last, by hour; `State/evaluated`. */
export type EvaluatedHours = Readonly<Record<string, string>>;
