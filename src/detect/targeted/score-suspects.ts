import type { Detection } from '../detection.ts';
import { expectedAnywhere } from '../match/expected-at-door.ts';
import { bestScores } from './best-score.ts';
import { chooseSuspects, type Suspect } from './choose-suspects.ts';
import { countAttempts } from './count-attempts.ts';
import { judgeSuspects, type Scored } from './judge-suspect.ts';
import type { NumberedDays } from './number-days.ts';
import { profileSuspects } from './profile-suspect.ts';
import { rankPorts } from './ranked-ports.ts';
import { groupRows } from './suspect-rows.ts';

/**
 * Scores the sources and prefixes of a window and gives those that reach the lowest bound. Nearly all are ruled out by the number of their
 * attempts, most others by what they did at each target; only for the rest the history is asked.
 *
 * @param isAskedFor others are passed over
 */
export function scoreSuspects(
  detection: Detection,
  days: NumberedDays,
  isAskedFor: (suspect: Suspect) => boolean = () => true,
): Scored[] {
  const { view, settings } = detection;
  const lowest = settings.bounds.targeted.low;
  const ranked = rankPorts(settings.watchedPorts);
  const { ofSource, isDenying } = countAttempts(view, ranked);
  const bestScore = bestScores(ranked, settings.targets, days.days.length);
  const suspects = chooseSuspects(view.facts.sources.address, ofSource, bestScore, lowest).filter(isAskedFor);
  if (suspects.length === 0) return [];
  const members = new Set(suspects.flatMap((suspect) => suspect.members));
  const rows = groupRows(view, ranked, members, expectedAnywhere(settings));
  const targetCount = view.targets.length;
  const profile = profileSuspects({ rows, ranked, targetCount, targetName: namesForOrder(detection), bestScore, lowest });
  const targetsSeen = new Set(days.groupOf.filter((_, target) => isDenying[target] === 1)).size;
  const judge = judgeSuspects({ detection, days, ranked, rows, targetsSeen });
  return suspects.flatMap((suspect) => {
    const profiled = profile(suspect);
    return (profiled === null ? null : judge(suspect, profiled)) ?? [];
  });
}

/** Targets go by their names, those of one name by what tells them apart. */
function namesForOrder({ view, nameOf }: Detection): (target: number) => string {
  return (target) => {
    const seen = view.targets[target];
    return seen === undefined ? '' : `${nameOf(seen.target)}\n${seen.key}`;
  };
}
