/** Slots in a row that are looked at together, and of them how many must hold denials. */
export const slotsInRow = 3;
export const slotsWithDenials = 2;

/** The latest stretch of a window in which someone expected was locked out. */
export interface Stretch {
  /** The slot in which it first could be told. */
  readonly metSlot: number;
  /** What the three slots up to and with that one held. */
  readonly denials: number;
  readonly slots: number;
}

/**
 * Finds the latest stretch of denials that is long enough to matter: so many in three slots in a row, in at least two of them. Groups of
 * three that overlap or touch are one stretch.
 *
 * @param flowsBySlot denied flows, in any order
 * @returns null where there is none
 */
export function latestStretch(flowsBySlot: ReadonlyMap<number, number>, leastDenials: number): Stretch | null {
  const met = listStretches(flowsBySlot).filter(({ denials, slots }) => denials >= leastDenials && slots >= slotsWithDenials);
  const first = met.findLastIndex(({ metSlot }, i) => metSlot - (met[i - 1]?.metSlot ?? Number.NEGATIVE_INFINITY) > slotsInRow);
  return met[first] ?? null;
}

/** What the three slots up to each slot with denials held, enough or not, in order of time. */
export function listStretches(flowsBySlot: ReadonlyMap<number, number>): Stretch[] {
  return [...flowsBySlot.keys()].sort((a, b) => a - b).map((slot) => sumUpTo(flowsBySlot, slot));
}

function sumUpTo(flowsBySlot: ReadonlyMap<number, number>, metSlot: number): Stretch {
  const flows = Array.from({ length: slotsInRow }, (_, i) => flowsBySlot.get(metSlot - i)).filter((one) => one !== undefined);
  return { metSlot, denials: flows.reduce((sum, one) => sum + one, 0), slots: flows.length };
}
