import type { Detection } from '../detection.ts';
import { targetGroups } from '../match/target-groups.ts';
import type { SeenTarget } from '../view-window.ts';
import { type Reach, reachOfTargets } from './reach-of-targets.ts';
import { targetsSeenBefore } from './seen-before.ts';

/** A target that nobody reached before the window, or one of a group of such. */
export interface NewcomingTarget {
  /** Of the finding: that of its group where settings name one. */
  readonly key: string;
  readonly seen: SeenTarget;
  readonly reach: Reach;
}

/** Lists the targets that the internet reached in the window and, as far as the history tells, never before. */
export function listNewcomers({ view, window, days, settings }: Detection): NewcomingTarget[] {
  const before = targetsSeenBefore(days, window.startMs);
  const unseen = view.targets.map((seen, index) => ({ seen, index })).filter(({ seen }) => !before.has(seen.key));
  if (unseen.length === 0) return [];
  const groups = targetGroups(settings.targets);
  const known = groups.filter(({ includes }) => [...before.values()].some(includes));
  const reachOf = reachOfTargets(view);
  return unseen.flatMap(({ seen, index }) => {
    const reach = reachOf(index);
    if (reach === null || known.some(({ includes }) => includes(seen.target))) return [];
    return [{ key: groups.find(({ includes }) => includes(seen.target))?.key ?? seen.key, seen, reach }];
  });
}
