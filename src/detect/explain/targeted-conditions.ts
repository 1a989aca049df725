import { fewestSources } from '../targeted/choose-suspects.ts';
import { countText } from '../words/count-text.ts';
import { type Check, type Condition, conditionOf, holds, notAsked, reaches } from './condition.ts';
import type { SubjectScore } from './score-subject.ts';
import { prefixOf } from './subject.ts';
import type { SubjectView } from './view-subject.ts';

/** Whether a subject's score, or that of its prefix, reaches the lowest bound: one condition each. */
export function targetedConditions(subject: SubjectView, scores: readonly SubjectScore[]): Condition[] {
  const { name, scope } = subject.subject;
  const own = scores.find((one) => one.name === name);
  const ofPrefix = scores.find((one) => one.name === prefixOf(subject.subject));
  return [
    own === undefined ? withoutScore(scope) : conditionOfScore(subject, own),
    ...(scope === 'source' && ofPrefix !== undefined ? [conditionOfScore(subject, ofPrefix)] : []),
  ];
}

function withoutScore(scope: 'source' | 'prefix'): Condition {
  return scope === 'source'
    ? notAsked('targeted', 'no denied attempt on a watched port in the last 24 hours (where it is expected none counts)')
    : notAsked('targeted', `fewer than ${fewestSources} of its sources were denied at any one door in the last 24 hours`);
}

function conditionOfScore({ detection: { settings } }: SubjectView, scored: SubjectScore): Condition {
  const { low } = settings.bounds.targeted;
  const { score, name, scope, inputs, targetName, isAbsorbed } = scored;
  return conditionOf('targeted', name, scope === 'prefix' ? `prefix ${name}` : '', [
    reaches(
      score,
      low,
      `score ${scoreText(score)}, ${low} needed: ${countText(inputs.attempts, 'denied attempt')} on ${targetName}`,
    ),
    ...(isAbsorbed ? [holds(false, 'its prefix has the same top target and is told in its place')] : []),
    ...(score >= low ? onlyTarget(inputs.targetsSeen) : []),
  ]);
}

/** It is found all the same, but for the digest only. */
const onlyTarget = (targetsSeen: number): readonly Check[] =>
  targetsSeen > 1
    ? []
    : [
        holds(
          true,
          'only one target turned anyone away in the last 24 hours: nobody can tell aim from background, so it is for the digest only',
        ),
      ];

/** Rounded down, so that a score that misses a bound never reads as if it reached it. */
const scoreText = (score: number): string => (Math.floor(score * 10) / 10).toFixed(1);
