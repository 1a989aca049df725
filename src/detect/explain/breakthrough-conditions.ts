import { slotMs } from '../../model/facts.ts';
import { type FirstLetIn, firstLetIns } from '../breakthrough/find-candidates.ts';
import { isFirstThere, stoodOpen } from '../breakthrough/is-news.ts';
import { daysBeyondWindow } from '../history/last-days.ts';
import { blocksOfRun } from '../history/walk-door.ts';
import { rowsBySource } from '../rows-by-source.ts';
import { isExpectedThere, seenTarget } from '../view-window.ts';
import { countText } from '../words/count-text.ts';
import { minuteText } from '../words/minute-text.ts';
import { type Check, type Condition, conditionOf, holds, reaches } from './condition.ts';
import { addressOf, doorText, type SubjectView } from './view-subject.ts';

/** Whether sources got in after they had been turned away: one condition a source and door that let it in, else one that says it was not let in. */
export function breakthroughConditions(subject: SubjectView): Condition[] {
  const { detection, members } = subject;
  const { view } = detection;
  const { sources, allowed, denied } = view.facts;
  const letIns = rowsBySource(allowed, view.isWatched, members, sources.address.length);
  const denials = rowsBySource(denied, view.isWatched, members, sources.address.length);
  const conditions = [...letIns].flatMap(([source, rows]) =>
    firstLetIns(view, source, rows, denials.get(source) ?? []).map((letIn) => conditionAt(subject, letIn)),
  );
  return conditions.length > 0 ? conditions : [letInNowhere(subject)];
}

function conditionAt(subject: SubjectView, letIn: FirstLetIn): Condition {
  const { detection, changesOf } = subject;
  const { view, window } = detection;
  const { source, door, slot } = letIn;
  const wasOpen = stoodOpen(changesOf.get(door) ?? [], letIn, window);
  return conditionOf('breakthrough', `${addressOf(detection, source)} ${seenTarget(view, door).key}`, doorText(detection, door), [
    holds(true, `let in at ${minuteText(slot * slotMs)}`),
    denialCheck(subject, letIn.deniedMost?.door ?? null, letIn.deniedMost?.flows ?? 0, 'up to then'),
    notExpected(isExpectedThere(view, door, source)),
    holds(
      !wasOpen,
      wasOpen
        ? 'the door stood open to any: whoever comes in there is no news'
        : `the door did not stand open to any: fewer than ${blocksOfRun} different networks in a row had been let in`,
    ),
    firstThere(subject, letIn),
  ]);
}

const notExpected = (isExpected: boolean): Check =>
  holds(!isExpected, isExpected ? 'the settings expect it there (expectedSources)' : 'the settings do not expect it there');

function firstThere({ detection }: SubjectView, letIn: FirstLetIn): Check {
  const days = daysBeyondWindow(detection.days, detection.window.startMs);
  const since = days === 0 ? 'the last 24 hours' : `${countText(days, 'day')} of history`;
  const isFirst = isFirstThere(detection, letIn);
  return holds(isFirst, isFirst ? `the first time in ${since}` : `it was let in there before, within ${since}`);
}

function denialCheck(
  { detection }: SubjectView,
  door: Parameters<typeof doorText>[1] | null,
  flows: number,
  when: string,
): Check {
  const needed = detection.settings.bounds.breakthrough.denials;
  const where = door === null ? 'on this port or target' : `on ${doorText(detection, door)}`;
  return reaches(flows, needed, `${countText(flows, 'denial')} ${where} ${when}, ${needed} needed`);
}

function letInNowhere(subject: SubjectView): Condition {
  const most = subject.doors.toSorted((a, b) => b.denied - a.denied || a.door - b.door)[0];
  return conditionOf('breakthrough', null, '', [
    denialCheck(subject, most?.door ?? null, most?.denied ?? 0, 'in the last 24 hours'),
    holds(false, 'let in nowhere on a watched port'),
  ]);
}
