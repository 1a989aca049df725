/** What is remembered of a suppression from one digest to the next: incidents that it hid are closed long before 30 days are over. */
export interface SuppressionMemory {
  /** Finding, source, target, port and reason in one text. */
  readonly key: string;
  /** When a digest first saw it in the settings, ms. */
  readonly seenSinceMs: number;
  /** When it last hid anything, ms; null where it never did. */
  readonly lastHidAtMs: number | null;
}
