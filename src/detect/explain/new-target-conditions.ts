import { slotMs } from '../../model/facts.ts';
import { lookbackText } from '../history/learning-text.ts';
import { listNewcomers } from '../new-targets/list-newcomers.ts';
import { minuteText } from '../words/minute-text.ts';
import { type Condition, conditionOf, holds, notAsked } from './condition.ts';
import type { SubjectView } from './view-subject.ts';

/** Whether the targets that a subject reached are new to the internet: one condition a target. */
export function newTargetConditions({ detection, rows }: SubjectView): Condition[] {
  const { view, nameOf, days, window } = detection;
  const { denied, allowed } = view.facts;
  const touched = new Set([
    ...rows.denied.map((row) => view.targetOf[denied.target[row] ?? 0] ?? 0),
    ...rows.allowed.map((row) => view.targetOf[allowed.target[row] ?? 0] ?? 0),
  ]);
  if (touched.size === 0) return [notAsked('new-target', 'it reached no target in the last 24 hours')];
  const newcomers = new Map(listNewcomers(detection).map((newcomer) => [newcomer.seen.key, newcomer]));
  const lookback = lookbackText(days, window.startMs);
  return view.targets
    .filter((_, index) => touched.has(index))
    .map(({ target, key }) => {
      const newcomer = newcomers.get(key);
      return conditionOf('new-target', newcomer?.key ?? key, nameOf(target), [
        newcomer === undefined
          ? holds(false, 'the internet reached it, or another of its group, before')
          : holds(true, `first reached at ${minuteText(newcomer.reach.firstSlot * slotMs)} in ${lookback}`),
      ]);
    });
}
