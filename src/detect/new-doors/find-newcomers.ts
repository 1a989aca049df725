import { firstSlot } from '../breakthrough/find-candidates.ts';
import type { Detection } from '../detection.ts';
import { wasLetInBefore } from '../history/first-let-in.ts';
import { stateAt } from '../history/fold-door-states.ts';
import { eachLetIn, findLetInDoors } from '../let-in-doors.ts';
import { type DoorKey, isExpectedThere, readDoor, type WindowView } from '../view-window.ts';

/** A source that was let in through a door. */
interface LetInSource {
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
  const { view, days } = detection;
  const { changesOf, newsworthy } = findLetInDoors(detection);
  return letInSources(view, newsworthy)
    .map((letIn) => ({ ...letIn, firstSlot: firstSlot(view.facts.allowed, letIn.rows) }))
    .filter(
      ({ door, source, firstSlot: slot }) =>
        stateAt(changesOf.get(door) ?? [], slot) !== 'open' &&
        !isExpectedThere(view, door, source) &&
        !wasLetInBefore(days, view.facts.sources.address[source] ?? '', readDoor(view, door), slot),
    );
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
