import { slotMs } from '../../model/facts.ts';
import { lookbackText } from '../history/learning-text.ts';
import { type KnownBy, knownBy, type Newcomer, withFirstSlot } from '../new-doors/find-newcomers.ts';
import type { DoorKey } from '../view-window.ts';
import { minuteText } from '../words/minute-text.ts';
import { type Condition, conditionOf, holds, notAsked } from './condition.ts';
import { doorFindingKey, doorOfRow, doorText, type SubjectView } from './view-subject.ts';

/** Whether sources of a subject are new at the doors that let them in: one condition a source and door. */
export function newDoorConditions(subject: SubjectView): Condition[] {
  const letIns = newcomersOf(subject);
  if (letIns.length === 0) return [notAsked('new-door', 'let in nowhere on a watched port in the last 24 hours')];
  return letIns.map((letIn) => conditionAt(subject, letIn));
}

function newcomersOf({ detection, rows }: SubjectView): Newcomer[] {
  const { view } = detection;
  const { allowed } = view.facts;
  const watched = rows.allowed.filter((row) => view.isWatched(allowed.port[row] ?? 0, allowed.protocol[row] ?? 0));
  const bySource = Map.groupBy(watched, (row) => allowed.source[row] ?? 0);
  return [...bySource].flatMap(([source, ofSource]) =>
    [...Map.groupBy(ofSource, (row): DoorKey => doorOfRow(view, allowed, row))].map(([door, ofDoor]) =>
      withFirstSlot(view, { door, source, rows: ofDoor }),
    ),
  );
}

function conditionAt({ detection, changesOf }: SubjectView, letIn: Newcomer): Condition {
  const known = knownBy(detection, changesOf.get(letIn.door) ?? [], letIn);
  const lookback = lookbackText(detection.days, detection.window.startMs);
  return conditionOf('new-door', doorFindingKey(detection.view, letIn.door), doorText(detection, letIn.door), [
    holds(true, `let in at ${minuteText(letIn.firstSlot * slotMs)}`),
    holds(known === null, known === null ? `for the first time in ${lookback}` : knownTexts(lookback)[known]),
  ]);
}

const knownTexts = (lookback: string): Readonly<Record<KnownBy, string>> => ({
  'open-door': 'the door stood open to any then',
  expected: 'the settings expect it there (expectedSources)',
  'let-in-before': `it was let in there before, within ${lookback}`,
});
