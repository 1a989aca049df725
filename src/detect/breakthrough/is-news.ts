import { slotMs } from '../../model/facts.ts';
import type { DoorChange } from '../../model/history.ts';
import type { WindowFacts } from '../../model/window.ts';
import type { Detection } from '../detection.ts';
import { wasLetInBefore } from '../history/first-let-in.ts';
import { wasOpen } from '../history/fold-door-states.ts';
import { readDoor } from '../view-window.ts';
import type { FirstLetIn } from './find-candidates.ts';

/** Whether the door stood open to any at any time of the window up to a let-in: then it is no news. */
export function stoodOpen(
  changes: readonly DoorChange[],
  { slot }: Pick<FirstLetIn, 'slot'>,
  { startMs }: Pick<WindowFacts, 'startMs'>,
): boolean {
  return wasOpen(changes, Math.min(Math.floor(startMs / slotMs), slot), slot);
}

/** Whether the source was not let in through the door in an earlier slot of the history. */
export function isFirstThere(
  { view, days }: Pick<Detection, 'view' | 'days'>,
  { source, door, slot }: Pick<FirstLetIn, 'source' | 'door' | 'slot'>,
): boolean {
  return !wasLetInBefore(days, view.facts.sources.address[source] ?? '', readDoor(view, door), slot);
}
