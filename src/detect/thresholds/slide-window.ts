import type { DeniedColumns } from '../../model/facts.ts';
import type { RowNumbers } from './number-rows.ts';

/** A window of a rule's length that meets it. */
export interface MetWindow {
  /** The slot that it ends with; the group made attempts in it. */
  readonly lastSlot: number;
  readonly attempts: number;
  /** Of what is to be distinct; 0 where nothing is. */
  readonly distinct: number;
  /** Its rows. */
  readonly rows: Uint32Array;
}

/** The latest stretch in which every window, slot after slot, meets a rule. */
export interface MetStretch {
  /** The slot with which it began: the bounds were reached in it. */
  readonly firstSlot: number;
  /** Of its windows the first with the most attempts, and the last. */
  readonly fullest: MetWindow;
  readonly latest: MetWindow;
}

/** What a window must reach. */
export interface WindowBounds {
  readonly slots: number;
  readonly attempts: number;
  readonly distinct: number;
}

/** Counts the different numbers of the rows in a window. */
interface DistinctCounter {
  readonly add: (row: number) => void;
  readonly remove: (row: number) => void;
  readonly count: () => number;
}

/** The part of a group's rows that lies in the window. */
interface Pane {
  head: number;
  tail: number;
  attempts: number;
}

/**
 * Makes the function that slides a window over the rows of a group, slot by slot, and gives the latest stretch that meets the bounds.
 *
 * @param numbers of what is to be distinct; null where nothing is
 * @returns takes rows ordered by slot, at least one; gives null where no window meets the bounds
 */
export function slideWindow(
  columns: DeniedColumns,
  bounds: WindowBounds,
  numbers: RowNumbers | null,
): (rows: Uint32Array) => MetStretch | null {
  const counter = countDistinct(numbers);
  const { take, drop } = movePane(columns, counter);
  const meets = ({ attempts }: Pane): boolean => attempts >= bounds.attempts && counter.count() >= bounds.distinct;
  return (rows) => {
    const pane: Pane = { head: 0, tail: 0, attempts: 0 };
    let stretch: MetStretch | null = null;
    while (pane.tail < rows.length) {
      const slot = columns.slot[rows[pane.tail] ?? 0] ?? 0;
      // From one slot with attempts to the next a window only loses some: what holds in the slot before the next held in all between.
      drop(pane, rows, slot - 1 - bounds.slots);
      const goesOn = meets(pane);
      take(pane, rows, slot);
      drop(pane, rows, slot - bounds.slots);
      if (!meets(pane)) continue;
      const ofPane = rows.subarray(pane.head, pane.tail);
      const window = { lastSlot: slot, attempts: pane.attempts, distinct: counter.count(), rows: ofPane };
      stretch = goesOn && stretch !== null ? extend(stretch, window) : { firstSlot: slot, fullest: window, latest: window };
    }
    drop(pane, rows, Number.POSITIVE_INFINITY);
    return stretch;
  };
}

/** How a pane moves: `take` adds the rows up to and with a slot, `drop` removes them. */
function movePane({ slot, flows }: DeniedColumns, counter: DistinctCounter) {
  const isUpTo = (rows: Uint32Array, place: number, last: number): boolean => (slot[rows[place] ?? 0] ?? 0) <= last;
  return {
    take: (pane: Pane, rows: Uint32Array, last: number): void => {
      for (; pane.tail < rows.length && isUpTo(rows, pane.tail, last); pane.tail++) {
        pane.attempts += flows[rows[pane.tail] ?? 0] ?? 0;
        counter.add(rows[pane.tail] ?? 0);
      }
    },
    drop: (pane: Pane, rows: Uint32Array, last: number): void => {
      for (; pane.head < pane.tail && isUpTo(rows, pane.head, last); pane.head++) {
        pane.attempts -= flows[rows[pane.head] ?? 0] ?? 0;
        counter.remove(rows[pane.head] ?? 0);
      }
    },
  };
}

function extend(stretch: MetStretch, window: MetWindow): MetStretch {
  return { ...stretch, fullest: window.attempts > stretch.fullest.attempts ? window : stretch.fullest, latest: window };
}

function countDistinct(numbers: RowNumbers | null): DistinctCounter {
  if (numbers === null) return { add: () => {}, remove: () => {}, count: () => 0 };
  const rowsOf = new Uint32Array(numbers.size);
  let different = 0;
  return {
    add: (row) => {
      const number = numbers.at(row);
      rowsOf[number] = (rowsOf[number] ?? 0) + 1;
      if (rowsOf[number] === 1) different++;
    },
    remove: (row) => {
      const number = numbers.at(row);
      rowsOf[number] = (rowsOf[number] ?? 0) - 1;
      if (rowsOf[number] === 0) different--;
    },
    count: () => different,
  };
}
