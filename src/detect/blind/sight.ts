import { slotMs } from '../../model/facts.ts';
import type { Blindness } from '../../model/findings/blind.ts';

/** Something that Knockwatch cannot see, as a check gives it. */
export interface Sight {
  readonly blindness: Blindness;
  /** The flow log it is about; null where there can be one of its kind only. */
  readonly subject: string | null;
  /** When it became so, and the end of the last slot in which it was, ms. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly why: readonly string[];
}

/** End of the slot of a time, ms. */
export function slotEnd(ms: number): number {
  return (Math.floor(ms / slotMs) + 1) * slotMs;
}
