import { slotMs } from '../../model/facts.ts';
import type { DoorRun } from '../../model/history.ts';
import { exposedOpening, type Opening } from '../exposures/latest-opening.ts';
import { findDoor } from '../history/find-in-history.ts';
import { foldRuns } from '../history/fold-door-states.ts';
import { blocksOfRun } from '../history/walk-door.ts';
import { type DoorKey, readDoor } from '../view-window.ts';
import { countText } from '../words/count-text.ts';
import { minuteText } from '../words/minute-text.ts';
import { type Check, type Condition, conditionOf, notAsked } from './condition.ts';
import { doorFindingKey, doorText, type SubjectView } from './view-subject.ts';

/** Whether the doors at which a subject knocked stand open to any, or did within a day: one condition a door. */
export function exposureConditions(subject: SubjectView): Condition[] {
  const { detection, doors } = subject;
  if (doors.length === 0) return [notAsked('exposure', 'it knocked at no watched port in the last 24 hours')];
  return doors.map(({ door }) =>
    conditionOf('exposure', doorFindingKey(detection.view, door), doorText(detection, door), [stateCheck(subject, door)]),
  );
}

function stateCheck({ detection }: SubjectView, door: DoorKey): Check {
  const { days, view, window, nowMs } = detection;
  const runs = days.map((day) => findDoor(day, readDoor(view, door))).filter((day) => day !== null);
  const { changes, last } = foldRuns(runs);
  const opening = exposedOpening(changes, window.endMs, nowMs);
  const networks = last?.decision === 'allowed' ? last.blocks.length : 0;
  const numbers = { value: opening === null ? networks : blocksOfRun, bound: blocksOfRun };
  return opening === null
    ? { isMet: false, text: notOpenText(changes.at(-1)?.state ?? 'unknown', last), ...numbers }
    : { isMet: true, text: openText(opening), ...numbers };
}

function openText({ openedSlot, closedSlot }: Opening): string {
  const opened = `it stood open to any from ${minuteText(openedSlot * slotMs)} on (${blocksOfRun} different networks let in in a row)`;
  return closedSlot === null ? opened : `${opened}; closed at ${minuteText(closedSlot * slotMs)}, told of for 24 hours`;
}

function notOpenText(state: string, last: DoorRun | null): string {
  const isKnown = state === 'closed' ? 'it is closed: ' : '';
  if (last === null) return 'nobody but expected sources knocked there';
  if (last.decision === 'allowed') {
    return `${isKnown}${countText(last.blocks.length, 'network')} let in there in a row, ${blocksOfRun} different ones needed`;
  }
  return `${isKnown}the last to knock there ${last.blocks.length === 1 ? 'was' : 'were'} turned away, ${blocksOfRun} different networks let in in a row needed`;
}
