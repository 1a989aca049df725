import type { Facts } from '../../model/facts.ts';
import type { LogSummary } from '../../model/hour.ts';

/** An hour of the day as storage holds it, of the logs that count. */
export interface DigestHour {
  /** `2026112110` (UTC). */
  readonly hour: string;
  /** Its facts, in any order and each once: read one after the other, so that no more than one is in memory. */
  readonly parts: Iterable<Facts>;
  /** All logs, counting or not. */
  readonly logs: readonly LogSummary[];
  /** Of the streams it was counted from. */
  readonly fingerprint: string;
}
