import type { Breakthrough } from '../model/finding.ts';
import type { DetectionSettings } from '../model/settings.ts';
import type { WindowFacts } from '../model/window.ts';
import { compareText } from './compare-text.ts';
import { describeBreakthrough } from './describe-breakthrough.ts';
import { type Candidate, findCandidates } from './find-candidates.ts';
import { nameTargets } from './name-target.ts';
import { firstOpenSlots } from './open-doors.ts';
import { doorTarget, viewWindow } from './view-window.ts';

/**
 * Finds the sources that were turned away and then got in, one finding a source and target, ordered by key.
 *
 * A door that stood open to any at any time up to the let-in is no news, nor is a second let-in through the same door. Door
 * states, and who was let in before, are read from the window alone.
 */
export function findBreakthroughs(window: WindowFacts, settings: DetectionSettings): Breakthrough[] {
  const view = viewWindow(window, settings);
  const candidates = findCandidates(view);
  const openSince = firstOpenSlots(view, new Set(candidates.map(({ door }) => door)));
  const through = candidates.filter(({ door, slot }) => slot < (openSince.get(door) ?? Number.POSITIVE_INFINITY));
  const nameOf = nameTargets(settings.targets);
  return [...Map.groupBy(through, sourceAndTarget).values()]
    .map((group) => describeBreakthrough(view, group, nameOf))
    .sort((a, b) => compareText(a.key, b.key));
}

function sourceAndTarget({ source, door }: Candidate): string {
  return `${source} ${doorTarget(door)}`;
}
