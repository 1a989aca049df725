import { slotMs } from '../model/facts.ts';
import type { Breakthrough } from '../model/finding.ts';
import type { DayHistory } from '../model/history.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { WindowFacts } from '../model/window.ts';
import { compareText } from './compare-text.ts';
import { describeBreakthrough } from './describe-breakthrough.ts';
import { doorChanges } from './door-changes.ts';
import { type Candidate, findCandidates } from './find-candidates.ts';
import { wasLetInBefore } from './history/first-let-in.ts';
import { wasOpen } from './history/fold-door-states.ts';
import { daysBeyondWindow, lastDays } from './history/last-days.ts';
import { nameTargets } from './name-target.ts';
import { doorTarget, readDoor, viewWindow, type WindowView } from './view-window.ts';

/**
 * Finds the sources that were turned away and then got in, one finding a source and target, ordered by key.
 *
 * A door that stood open to any at any time of the window up to the let-in is no news, nor is a second let-in through the same door
 * in the history: the window and the days before it.
 *
 * @param histories at most one a day, in any order; those outside the 14 days that end with the window are not looked at. A day of
 *   the window that has a history here is folded from it, one that has none from the window: give today's, made from the hours so
 *   far, where knocks of the last minute before midnight are to count as exactly as all others
 */
export function findBreakthroughs(
  window: WindowFacts,
  settings: DetectionSettings,
  histories: readonly DayHistory[] = [],
): Breakthrough[] {
  const view = viewWindow(window, settings);
  const history = lastDays(histories, window.endMs - 1);
  const candidates = findCandidates(view).filter((candidate) => isFirstLetIn(view, candidate, history));
  const changesOf = doorChanges(view, new Set(candidates.map(({ door }) => door)), history);
  const startSlot = Math.floor(window.startMs / slotMs);
  const through = candidates.filter(({ door, slot }) => !wasOpen(changesOf.get(door) ?? [], Math.min(startSlot, slot), slot));
  const nameOf = nameTargets(settings.targets);
  const known = { changesOf, days: daysBeyondWindow(history, window.startMs) };
  return [...Map.groupBy(through, sourceAndTarget).values()]
    .map((group) => describeBreakthrough(view, group, nameOf, known))
    .sort((a, b) => compareText(a.key, b.key));
}

function isFirstLetIn(view: WindowView, { source, door, slot }: Candidate, history: readonly DayHistory[]): boolean {
  return !wasLetInBefore(history, view.facts.sources.address[source] ?? '', readDoor(view, door), slot);
}

function sourceAndTarget({ source, door }: Candidate): string {
  return `${source} ${doorTarget(door)}`;
}
