import type { Targeted } from '../../model/findings/targeted.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { cleanText } from '../clean-text.ts';
import { countText, listText, numberText, ordinalText, someOf } from '../count-text.ts';
import { countryLabel } from '../country-label.ts';
import type { Field } from '../finding-story.ts';
import { networkOfSource } from '../network-of-source.ts';
import { deniedBy } from '../rule-label.ts';
import { sourceLabel, sourceList } from '../source-label.ts';
import { networkParts, portWithService, targetLabel, targetWithAddress } from '../target-label.ts';
import { dateTimeText } from '../time-text.ts';

/** What a source that aims at this network is and does, one fact a field. */
export function targetedFields(finding: Targeted, settings: DetectionSettings): readonly Field[] {
  const { door, inputs, scope, source, scanner } = finding;
  return [
    { label: scope === 'prefix' ? 'Sources' : 'Source', value: scope === 'prefix' ? membersText(finding) : sourceLabel(source) },
    { label: 'Country', value: countryLabel(finding.country) },
    { label: 'Network', value: scope === 'prefix' ? sourceLabel(source) : networkOfSource(source) || 'unknown' },
    ...(scanner === '' ? [] : [{ label: 'Known scanner', value: cleanText(scanner, 40) || 'without a name' }]),
    { label: 'Target', value: targetWithAddress(finding.targetName, door.target) },
    { label: 'Port and service', value: portsText(finding, settings) },
    { label: 'Shape', value: shapeText(finding) },
    { label: 'Attempts', value: attemptsText(finding) },
    { label: 'Active', value: `${countText(inputs.hours, 'hour')} of 24, ${ordinalText(inputs.days)} day` },
    { label: 'First seen', value: dateTimeText(finding.firstDeniedAtMs) },
    { label: 'Last seen', value: dateTimeText(finding.lastDeniedAtMs) },
    { label: 'Deciding rule', value: deniedBy(finding.deniedBy) },
    { label: 'NSG or VNet', value: networkParts(finding.deniedBy, door.target) },
  ];
}

/** The ports that it tried most. */
function portsText({ door, doors }: Targeted, settings: DetectionSettings): string {
  const ports = new Set([door, ...doors].map((each) => portWithService(each, settings)));
  return listText(someOf([...ports], 'more port'));
}

/** The shape of what it tried: `11 ports of one target`, `one port of 9 targets`. */
export const shapeText = ({ portsTouched, targetsTouched }: Targeted): string =>
  `${oneOr(portsTouched, 'port')} of ${oneOr(targetsTouched, 'target')}`;

const oneOr = (count: number, noun: string): string => (count === 1 ? `one ${noun}` : countText(count, noun));

/** Those named are at most as many as the finding holds; all are counted. */
function membersText({ members, memberCount }: Targeted): string {
  const shown = members.slice(0, 4);
  const more = memberCount - shown.length;
  return `${countText(memberCount, 'address', 'addresses')}: ${more > 0 ? `${shown.map(sourceLabel).join(', ')} and ${numberText(more)} more` : sourceList(shown)}`;
}

function attemptsText({ inputs, denials, targetName, targetsTouched }: Targeted): string {
  const there = `${numberText(inputs.attempts)} denied`;
  return targetsTouched <= 1 || denials === inputs.attempts
    ? there
    : `${there} on ${targetLabel(targetName)}, ${numberText(denials)} on all targets`;
}
