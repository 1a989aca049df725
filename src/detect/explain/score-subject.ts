import type { DetectionSettings } from '../../model/settings.ts';
import type { Detection } from '../detection.ts';
import { absorbSources } from '../find-targeted.ts';
import type { Scored } from '../targeted/judge-suspect.ts';
import { numberDays } from '../targeted/number-days.ts';
import { scoreSuspects } from '../targeted/score-suspects.ts';
import { standFor } from '../targeted/stand-for.ts';
import { prefixOf, type Subject } from './subject.ts';

/** A targeting score, high or low. */
export interface SubjectScore extends Scored {
  readonly targetName: string;
  /** The detector finds it: the score reaches the lowest bound, and no prefix stands for it. */
  readonly isFound: boolean;
  /** Its prefix has the same top target and is at least as grave: that is told in its place. */
  readonly isAbsorbed: boolean;
}

/**
 * Scores a subject as the detector does, but whatever the score: a source by itself, and its prefix where that has at least five sources at
 * one door. None for who made no denied attempt on a watched port (expected ones left out).
 */
export function scoreSubject(detection: Detection, subject: Subject): SubjectScore[] {
  const { settings, nameOf, view } = detection;
  const names = new Set([subject.name, prefixOf(subject)]);
  const anyScore = { ...detection, settings: withLowest(settings, 0) };
  const days = numberDays(detection, standFor(settings.targets));
  const scored = scoreSuspects(anyScore, days, ({ name }) => names.has(name));
  const bounds = settings.bounds.targeted;
  const reached = scored.filter(({ score }) => score >= bounds.low);
  const found = new Set(absorbSources(reached, bounds));
  return scored.map((one) => {
    const target = view.targets[one.target]?.target;
    const isFound = found.has(one);
    const isAbsorbed = !isFound && reached.includes(one);
    return { ...one, targetName: target === undefined ? '' : nameOf(target), isFound, isAbsorbed };
  });
}

const withLowest = (settings: DetectionSettings, low: number): DetectionSettings => ({
  ...settings,
  bounds: { ...settings.bounds, targeted: { ...settings.bounds.targeted, low } },
});
