import { slotMs, type Target } from '../../model/facts.ts';
import type { Breakthrough } from '../../model/findings/breakthrough.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { answerWithAmount } from '../answer-text.ts';
import { listText, numberText, someOf } from '../count-text.ts';
import { countryLabel } from '../country-label.ts';
import type { Field } from '../finding-story.ts';
import { networkOfSource } from '../network-of-source.ts';
import { deniedBy, letInBy } from '../rule-label.ts';
import { portLabel } from '../service-label.ts';
import { sourceLabel } from '../source-label.ts';
import { networkParts, portWithService, targetWithAddress } from '../target-label.ts';
import { dateTimeText } from '../time-text.ts';

/** What a breakthrough is, one fact a field: who, where, how often, when, and which rules decided. */
export function breakthroughFields(finding: Breakthrough, settings: DetectionSettings): readonly Field[] {
  const { door, allowedBy } = finding;
  return [
    { label: 'Source', value: sourceLabel(finding.source) },
    { label: 'Country', value: countryLabel(finding.country) },
    { label: 'Network', value: networkOfSource(finding.source) || 'unknown' },
    { label: 'Target', value: targetWithAddress(finding.targetName, door.target) },
    { label: 'Port and service', value: doorsText(finding, settings) },
    { label: 'Attempts', value: attemptsText(finding) },
    { label: 'Answer', value: answerWithAmount(finding.replied, finding.packetsReceived, finding.bytesReceived) },
    { label: 'First seen', value: dateTimeText(finding.firstDeniedAtMs) },
    { label: 'Last seen', value: dateTimeText(Math.max(finding.firstDeniedAtMs, finding.lastSeenAtMs - slotMs)) },
    { label: 'Deciding rule', value: `${letInBy(allowedBy)}; before that ${deniedBy(finding.deniedBy)}` },
    { label: 'NSG or VNet', value: networkParts(allowedBy, door.target) },
  ];
}

function doorsText({ door, letInDoors }: Breakthrough, settings: DetectionSettings): string {
  const doors = letInDoors.length === 0 ? [door] : letInDoors;
  return listText(
    someOf(
      doors.map((each) => portWithService(each, settings)),
      'more port',
    ),
  );
}

function attemptsText({ denials, deniedDoors, letInFlows, door }: Breakthrough): string {
  const doors = deniedDoors.map((each) => `${numberText(each.flows)} on ${portLabel(each)}${ofOther(each.target, door.target)}`);
  const where = doors.length === 0 ? '' : ` (${someOf(doors, 'more door').join(', ')})`;
  return `${numberText(denials)} denied${where}, then ${numberText(letInFlows)} let in`;
}

/** Denials at another target are told as such. */
function ofOther(denied: Target, letIn: Target): string {
  const isOther = denied.address !== letIn.address || denied.mac !== letIn.mac;
  return isOther ? ` of ${sourceLabel(denied.address || denied.mac || 'another target')}` : '';
}
