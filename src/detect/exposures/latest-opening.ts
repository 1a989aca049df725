import { slotMs } from '../../model/facts.ts';
import type { DoorChange } from '../../model/history.ts';

/** The last time that a door came to stand open to any. */
export interface Opening {
  readonly openedSlot: number;
  /** The state before, as far as the history tells. */
  readonly before: 'closed' | 'unknown';
  /** Null while it stands open. */
  readonly closedSlot: number | null;
  /** No let-in before this slot belongs to it: until then the door had been closed. */
  readonly countsFromSlot: number;
}

/** A closed door is told of for so long. */
const toldClosedMs = 24 * 3_600_000;

/** The last opening that is an exposure at a time: of a door that stands open, or was closed within a day. Null where there is none. */
export function exposedOpening(changes: readonly DoorChange[], endMs: number, nowMs: number): Opening | null {
  const opening = latestOpening(changes, endMs / slotMs);
  if (opening === null || opening.closedSlot === null) return opening;
  return nowMs - opening.closedSlot * slotMs >= toldClosedMs ? null : opening;
}

/**
 * Reads a door's last opening from the changes of its state.
 *
 * @param endSlot changes from this slot on are not known yet
 * @returns null where it never opened
 */
export function latestOpening(changes: readonly DoorChange[], endSlot: number): Opening | null {
  const known = changes.filter(({ slot }) => slot < endSlot);
  const place = known.findLastIndex(({ state }) => state === 'open');
  const opened = known[place];
  if (opened === undefined) return null;
  const before = known[place - 1];
  return {
    openedSlot: opened.slot,
    before: before?.state === 'closed' ? 'closed' : 'unknown',
    closedSlot: known[place + 1]?.slot ?? null,
    countsFromSlot: before === undefined ? 0 : Math.min(before.slot + 1, opened.slot),
  };
}
