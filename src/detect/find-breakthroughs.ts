import type { Breakthrough } from '../model/findings/breakthrough.ts';
import { describeBreakthrough } from './breakthrough/describe-breakthrough.ts';
import { type Candidate, findCandidates } from './breakthrough/find-candidates.ts';
import { isFirstThere, stoodOpen } from './breakthrough/is-news.ts';
import { compareText } from './compare-text.ts';
import type { Detection } from './detection.ts';
import { daysBeyondWindow } from './history/last-days.ts';
import { findLetInDoors } from './let-in-doors.ts';
import { doorTarget } from './view-window.ts';

/**
 * Finds the sources that were turned away and then got in, one finding a source and target, ordered by key.
 *
 * A door that stood open to any at any time of the window up to the let-in is no news, nor is a second let-in through the same door
 * in the history: the window and the days before it.
 *
 * A day of the window that has a history is folded from it, one that has none from the window: today's history, made from the hours so
 * far, lets knocks of the last minute before midnight count as exactly as all others.
 */
export function findBreakthroughs(detection: Detection): Breakthrough[] {
  const { window, settings, view, days, nameOf } = detection;
  const { changesOf, newsworthy } = findLetInDoors(detection);
  const through = findCandidates(view, settings.bounds.breakthrough.denials, newsworthy).filter(
    (candidate) => !stoodOpen(changesOf.get(candidate.door) ?? [], candidate, window) && isFirstThere(detection, candidate),
  );
  const known = { changesOf, days: daysBeyondWindow(days, window.startMs), bounds: settings.bounds.breakthrough };
  return [...Map.groupBy(through, sourceAndTarget).values()]
    .map((group) => describeBreakthrough(view, group, nameOf, known))
    .sort((a, b) => compareText(a.key, b.key));
}

function sourceAndTarget({ source, door }: Candidate): string {
  return `${source} ${doorTarget(door)}`;
}
