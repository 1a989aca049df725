import type { DoorChange } from '../../model/history.ts';
import { firstSlot } from '../breakthrough/find-candidates.ts';
import type { Detection } from '../detection.ts';
import { wasLetInBefore } from '../history/first-let-in.ts';
import { stateAt } from '../history/fold-door-states.ts';
import { eachLetIn, findLetInDoors } from '../let-in-doors.ts';
import { type DoorKey, isExpectedThere, readDoor, type WindowView } from '../view-window.ts';

/** A source that was let in through a door. */
export interface LetInSource {
  readonly door: DoorKey;
  /** Index of the source. */
  readonly source: number;
  /** Rows of `allowed` of the source and door, the whole window. */
  readonly rows: number[];
}

/** One that was let in there for the first time. */
export interface Newcomer extends LetInSource {
  /** Slot of its first let-in there. */
  readonly firstSlot: number;
}

/**
 * Finds the sources whose first let-in through a door in the history lies in the window, while the door did not stand open to any. Where a
 * source is expected it is left out.
 */
export function findNewcomers(detection: Detection): Newcomer[] {
  const { changesOf, newsworthy } = findLetInDoors(detection);
  return letInSources(detection.view, newsworthy)
    .map((letIn) => withFirstSlot(detection.view, letIn))
    .filter((letIn) => knownBy(detection, changesOf.get(letIn.door) ?? [], letIn) === null);
}

/** A let-in with the slot of the first. */
export const withFirstSlot = (view: WindowView, letIn: LetInSource): Newcomer => ({
  ...letIn,
  firstSlot: firstSlot(view.facts.allowed, letIn.rows),
});

/** What keeps a let-in from being one of someone new; null where nothing does. */
export type KnownBy = 'open-door' | 'expected' | 'let-in-before';

/** Tells why someone let in is not new there: anyone comes in, it is expected, or it came in before. */
export function knownBy(
  { view, days }: Pick<Detection, 'view' | 'days'>,
  changes: readonly DoorChange[],
  { door, source, firstSlot: slot }: Newcomer,
): KnownBy | null {
  if (stateAt(changes, slot) === 'open') return 'open-door';
  if (isExpectedThere(view, door, source)) return 'expected';
  const address = view.facts.sources.address[source] ?? '';
  return wasLetInBefore(days, address, readDoor(view, door), slot) ? 'let-in-before' : null;
}

function letInSources(view: WindowView, doors: ReadonlySet<DoorKey>): LetInSource[] {
  const bySource = new Map<DoorKey, Map<number, LetInSource>>([...doors].map((door) => [door, new Map()]));
  eachLetIn(view, (door, row) => {
    const sources = bySource.get(door);
    const source = view.facts.allowed.source[row] ?? 0;
    const known = sources?.get(source);
    if (known === undefined) sources?.set(source, { door, source, rows: [row] });
    else known.rows.push(row);
  });
  return [...bySource.values()].flatMap((sources) => [...sources.values()]);
}
