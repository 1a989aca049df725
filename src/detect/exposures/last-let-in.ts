import type { Door } from '../../model/findings/finding-core.ts';
import type { DayHistory } from '../../model/history.ts';
import { letInsAt } from '../history/find-in-history.ts';
import type { ExpectedAtDoor } from '../match/expected-at-door.ts';

/**
 * The last slot in which anyone not expected there was let in through a door, as far as some days tell: of each source they know its first
 * let-in of a day.
 *
 * @param days oldest first
 * @returns null where nobody was
 */
export function lastLetInSlot(days: readonly DayHistory[], door: Door, isExpected: ExpectedAtDoor): number | null {
  for (const day of days.toReversed()) {
    const others = letInsAt(day, door).filter(
      ({ source }) => !isExpected(day.sources[source] ?? '', door.target, door.port, door.protocol),
    );
    if (others.length > 0) return others.reduce((last, { firstSlot }) => Math.max(last, firstSlot), 0);
  }
  return null;
}
