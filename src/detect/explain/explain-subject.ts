/** From a window and an address to why it is or is not a finding: every number comes from what the detectors themselves look at. */
import type { FindingKind } from '../../model/finding-kind.ts';
import type { Detection } from '../detection.ts';
import { breakthroughConditions } from './breakthrough-conditions.ts';
import { campaignConditions } from './campaign-conditions.ts';
import { type Condition, notAsked } from './condition.ts';
import { dayOfSubject, type SubjectDay } from './day-of-subject.ts';
import { exposureConditions } from './exposure-conditions.ts';
import { lockedOutConditions } from './locked-out-conditions.ts';
import { newDoorConditions } from './new-door-conditions.ts';
import { newTargetConditions } from './new-target-conditions.ts';
import { type SubjectScore, scoreSubject } from './score-subject.ts';
import type { Subject } from './subject.ts';
import { targetedConditions } from './targeted-conditions.ts';
import { thresholdConditions } from './threshold-conditions.ts';
import { type SubjectView, viewSubject } from './view-subject.ts';
import { type WhoItIs, whoItIs } from './who-it-is.ts';

/** What a window tells of one source or prefix. */
export interface SubjectExplained {
  readonly subject: Subject;
  readonly who: WhoItIs;
  readonly day: SubjectDay;
  /** Its own score and that of its prefix, as far as there are any. */
  readonly scores: readonly SubjectScore[];
  /** For every kind of finding that can concern it. */
  readonly conditions: readonly Condition[];
}

/** Explains a source or prefix by the window and the history behind it. */
export function explainSubject(detection: Detection, subject: Subject): SubjectExplained {
  const view = viewSubject(detection, subject);
  const scores = scoreSubject(detection, subject);
  return {
    subject,
    who: whoItIs(view),
    day: dayOfSubject(view),
    scores,
    conditions: [...kinds.flatMap(([kind, conditions]) => ofKind(view, scores, kind, conditions)), ...thresholdConditions(view)],
  };
}

type MakeConditions = (view: SubjectView, scores: readonly SubjectScore[]) => readonly Condition[];

/** The findings that can concern a source, in the order in which they are told. */
const kinds: readonly (readonly [FindingKind, MakeConditions])[] = [
  ['breakthrough', breakthroughConditions],
  ['targeted', targetedConditions],
  ['locked-out', lockedOutConditions],
  ['exposure', exposureConditions],
  ['campaign', campaignConditions],
  ['new-door', newDoorConditions],
  ['new-target', newTargetConditions],
];

function ofKind(
  view: SubjectView,
  scores: readonly SubjectScore[],
  kind: FindingKind,
  conditions: MakeConditions,
): readonly Condition[] {
  const isOff = view.detection.settings.findings[kind] === 'off';
  return isOff ? [notAsked(kind, `it is switched off (findings.${kind}: off)`)] : conditions(view, scores);
}
