import { slotMs } from '../../model/facts.ts';
import { flowsBySlot } from '../find-locked-out.ts';
import { type ExpectedRows, listExpectedRows } from '../locked-out/expected-rows.ts';
import { latestStretch, listStretches, type Stretch, slotsInRow, slotsWithDenials } from '../locked-out/latest-stretch.ts';
import { expectedAnywhere } from '../match/expected-at-door.ts';
import { matchAddress } from '../match/match-address.ts';
import { countText } from '../words/count-text.ts';
import { minuteText } from '../words/minute-text.ts';
import { portText } from '../words/port-text.ts';
import { type Condition, conditionOf, holds, notAsked, reaches } from './condition.ts';
import { addressOf, doorFindingKey, doorText, type SubjectView } from './view-subject.ts';

/** Whether a subject is turned away where settings expect it: one condition a label and door. The denials of all sources of the label count. */
export function lockedOutConditions(subject: SubjectView): Condition[] {
  const { detection, members } = subject;
  const isAnywhere = expectedAnywhere(detection.settings);
  const expected = members.filter((member) => isAnywhere(addressOf(detection, member)));
  if (expected.length === 0 && !isAnywhere(subject.subject.name)) {
    return [notAsked('locked-out', 'the settings expect it nowhere (expectedSources)')];
  }
  const ours = new Set(expected);
  const { denied } = detection.view.facts;
  const groups = listExpectedRows(
    detection.view,
    detection.settings,
  )(denied).filter(({ rows }) => rows.some((row) => ours.has(denied.source[row] ?? 0)));
  if (groups.length === 0) {
    const where = whereExpected(subject, expected);
    return [conditionOf('locked-out', null, '', [holds(false, `no denial in the last 24 hours where it is expected: ${where}`)])];
  }
  return groups.map((group) => conditionAt(subject, group));
}

/** `partner at 22/tcp of vm-sftp1` */
function whereExpected({ subject, detection }: SubjectView, members: readonly number[]): string {
  const names = members.length > 0 ? members.map((member) => addressOf(detection, member)) : [subject.name];
  return detection.settings.expectedSources
    .filter(({ sources }) => names.some(matchAddress(sources)))
    .map(({ label, ports, targets }) => {
      const doors = ports.map((port) => portText(port % 0x10000, Math.floor(port / 0x10000))).join(', ');
      return `${label} at ${doors} of ${targets.length === 0 ? 'every target' : targets.join(', ')}`;
    })
    .join('; ');
}

function conditionAt({ detection }: SubjectView, { label, door, rows }: ExpectedRows): Condition {
  const needed = detection.settings.bounds.lockedOut.denials;
  const flows = flowsBySlot(detection.view.facts.denied, rows);
  const { denials, slots, metSlot } = latestStretch(flows, needed) ?? fullest(listStretches(flows));
  const until = minuteText((metSlot + 1) * slotMs);
  const minutes = (slotsInRow * slotMs) / 60_000;
  const key = `${doorFindingKey(detection.view, door)} ${label}`;
  return conditionOf('locked-out', key, `${label} at ${doorText(detection, door)}`, [
    reaches(denials, needed, `${countText(denials, 'denial')} in the ${minutes} minutes up to ${until}, ${needed} needed`),
    reaches(slots, slotsWithDenials, `in ${slots} of its ${slotsInRow} slots of five minutes, ${slotsWithDenials} needed`),
  ]);
}

/** The stretch that came nearest: most slots that hold denials, then most denials. */
function fullest(stretches: readonly Stretch[]): Stretch {
  const none: Stretch = { metSlot: 0, denials: 0, slots: 0 };
  return stretches.reduce(
    (most, one) => (one.slots > most.slots || (one.slots === most.slots && one.denials > most.denials) ? one : most),
    none,
  );
}
