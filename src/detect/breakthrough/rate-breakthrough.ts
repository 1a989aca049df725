import type { Severity } from '../../model/finding-kind.ts';
import type { Replied } from '../../model/findings/finding-core.ts';

/** Doors at which a source that was, or may have been, answered had been denied to make it critical. */
const severalDoors = 2;

/** How grave a let-in is, and the sentence that says why. */
export interface Rating {
  readonly severity: Extract<Severity, 'medium' | 'critical'>;
  readonly because: string;
}

/**
 * Rates one let-in by whether packets came back and by the denials before it.
 *
 * @param manyDenials from which on one that was, or may have been, answered is critical
 */
export function rateBreakthrough(replied: Replied, denials: number, doors: number, manyDenials: number): Rating {
  if (replied === 'no') return { severity: 'medium', because: 'Medium, because nothing answered.' };
  const answer =
    replied === 'yes' ? 'packets came back' : 'whether packets came back is unknown (this log does not record replies)';
  if (denials >= manyDenials) {
    return {
      severity: 'critical',
      because: `Critical, because ${answer}, and it had ${denials} denials (${manyDenials} or more).`,
    };
  }
  if (doors >= severalDoors) {
    return { severity: 'critical', because: `Critical, because ${answer}, and it was denied at ${doors} doors (two or more).` };
  }
  return {
    severity: 'medium',
    because: `Medium, because it had ${denials} denials (fewer than ${manyDenials}) at a single door: someone expected, whose access was just opened?`,
  };
}
