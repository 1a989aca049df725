import { slotMs, type Target } from '../model/facts.ts';
import type { Breakthrough } from '../model/findings/breakthrough.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { type BreakthroughNames, sourceCharacters } from './breakthrough-names.ts';
import { cleanText } from './clean-text.ts';
import { bytesText, countText, listText, numberText, someOf } from './count-text.ts';
import { countryLabel } from './country-label.ts';
import type { Field } from './finding-story.ts';
import { networkOfSource } from './network-of-source.ts';
import { resourceLabel, ruleLabel } from './resource-label.ts';
import { portLabel, serviceLabel } from './service-label.ts';
import { dateTimeText } from './time-text.ts';

/** What a breakthrough is, one fact a field: who, where, how often, when, and which rules decided. */
export function breakthroughFields(
  finding: Breakthrough,
  names: BreakthroughNames,
  settings: DetectionSettings,
): readonly Field[] {
  return [
    { label: 'Source', value: names.source },
    { label: 'Country', value: countryLabel(finding.country) },
    { label: 'Network', value: networkOfSource(finding.source) || 'unknown' },
    { label: 'Target', value: targetText(finding, names) },
    { label: 'Port and service', value: doorsText(finding, settings) },
    { label: 'Attempts', value: attemptsText(finding) },
    { label: 'Answer', value: answerText(finding) },
    { label: 'First seen', value: dateTimeText(finding.firstDeniedAtMs) },
    { label: 'Last seen', value: dateTimeText(Math.max(finding.firstDeniedAtMs, finding.lastSeenAtMs - slotMs)) },
    { label: 'Deciding rule', value: decidingRule(finding, names) },
    { label: 'NSG or VNet', value: networkParts(finding) },
  ];
}

function targetText({ door }: Breakthrough, { target }: BreakthroughNames): string {
  const address = cleanText(door.target.address, sourceCharacters);
  return address === '' || address === target ? target : `${target} (${address})`;
}

function doorsText({ door, letInDoors }: Breakthrough, settings: DetectionSettings): string {
  const doors = letInDoors.length === 0 ? [door] : letInDoors;
  return listText(
    someOf(
      doors.map((each) => withService(portLabel(each), serviceLabel(each, settings))),
      'more port',
    ),
  );
}

const withService = (port: string, service: string): string => (service === `port ${port}` ? port : `${port} ${service}`);

function attemptsText({ denials, deniedDoors, letInFlows, door }: Breakthrough): string {
  const doors = deniedDoors.map((each) => `${numberText(each.flows)} on ${portLabel(each)}${ofOther(each.target, door.target)}`);
  const where = doors.length === 0 ? '' : ` (${someOf(doors, 'more door').join(', ')})`;
  return `${numberText(denials)} denied${where}, then ${numberText(letInFlows)} let in`;
}

/** Denials at another target are told as such. */
function ofOther(denied: Target, letIn: Target): string {
  const isOther = denied.address !== letIn.address || denied.mac !== letIn.mac;
  return isOther ? ` of ${cleanText(denied.address || denied.mac, sourceCharacters) || 'another target'}` : '';
}

function decidingRule({ deniedBy }: Breakthrough, { rule }: BreakthroughNames): string {
  const denied = ruleLabel(deniedBy);
  return `let in by ${rule || 'a rule without a name'}${denied === '' ? '' : `, denied before by ${denied}`}`;
}

/** The access list of the rule, and what the flow log covers, by their last names. */
function networkParts({ allowedBy, door }: Breakthrough): string {
  const parts = [resourceLabel(allowedBy.acl), resourceLabel(door.target.resource)].filter((part) => part !== '');
  return [...new Set(parts)].join(', ') || 'not named by this log';
}

/** What came back, as far as the log tells: `packets came back (18 packets, 4.2 kB)`. */
export function answerText({ replied, packetsReceived, bytesReceived }: Breakthrough): string {
  if (replied === 'no') return 'nothing answered';
  if (replied === 'unknown') return 'this log does not record replies';
  const amount = packetsReceived > 0 ? ` (${countText(packetsReceived, 'packet')}, ${bytesText(bytesReceived)})` : '';
  return `packets came back${amount}`;
}
