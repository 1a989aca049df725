import { slotMs } from '../model/facts.ts';
import type { Breakthrough, Replied } from '../model/finding.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { cleanText } from './clean-text.ts';
import { bytesText, countText, listText, numberText } from './count-text.ts';
import { countryLabel, countryName } from './country-label.ts';
import type { Field, FindingStory } from './finding-story.ts';
import { networkOfSource } from './network-of-source.ts';
import { resourceLabel, ruleLabel } from './resource-label.ts';
import { portLabel, serviceLabel } from './service-label.ts';
import { clockText, dateTimeText, slotText } from './time-text.ts';

const targetCharacters = 50;
const sourceCharacters = 50;
const whyCharacters = 240;
const whyLines = 6;
/** Doors named one by one; the rest is counted. */
const namedDoors = 4;

/** The names that several sentences use, clean. */
interface Names {
  readonly source: string;
  /** With the country, where it is known. */
  readonly who: string;
  readonly target: string;
  /** The services it came through: `RDP and SSH`. */
  readonly services: string;
  /** The rule that let it in with its access list; '' where the log names none. */
  readonly rule: string;
  readonly accessList: string;
}

/** Tells a breakthrough in words, for a message made at `nowMs`. Pure; the same finding always reads the same. */
export function tellBreakthrough(finding: Breakthrough, settings: DetectionSettings, nowMs: number): FindingStory {
  const names = nameThings(finding, settings);
  return {
    headline: headline(finding, names),
    sentence: sentence(finding, names, nowMs),
    answer: `${names.services} on ${names.target}: ${answerText(finding)}.`,
    fields: fields(finding, names, settings),
    why: finding.why
      .slice(0, whyLines)
      .map((line) => cleanText(line, whyCharacters))
      .filter((line) => line !== ''),
    whatToDo: whatToDo(finding, names),
    row: row(finding, names),
  };
}

function nameThings(finding: Breakthrough, settings: DetectionSettings): Names {
  const source = cleanText(finding.source, sourceCharacters) || 'an unnamed source';
  const country = countryName(finding.country);
  const services = new Set(finding.letInDoors.map((door) => serviceLabel(door, settings)));
  services.add(serviceLabel(finding.door, settings));
  return {
    source,
    who: country === '' ? source : `${source} (${country})`,
    target: cleanText(finding.targetName, targetCharacters) || 'an unnamed target',
    services: listText(someOf([...services], 'other')),
    rule: ruleLabel(finding.allowedBy),
    accessList: resourceLabel(finding.allowedBy.acl),
  };
}

function someOf(items: readonly string[], rest: string): readonly string[] {
  if (items.length <= namedDoors) return items;
  return [...items.slice(0, namedDoors), `${items.length - namedDoors} ${rest}s`];
}

/** Only a source that got packets back got in; else it was let in, and more is not known. */
function headline({ replied }: Breakthrough, { who, target, services }: Names): string {
  const verbs: Record<Replied, string> = { yes: 'got into', no: 'was let in to', unknown: 'was let in to' };
  return `${who} ${verbs[replied]} ${target} by ${services}${replied === 'no' ? ', nothing answered' : ''}`;
}

function sentence(finding: Breakthrough, names: Names, nowMs: number): string {
  const { who, target, services } = names;
  const verb = finding.replied === 'yes' ? 'got into' : 'was let in to';
  const when = slotText(finding.letInAtMs, nowMs);
  return `${who} ${verb} ${target} by ${services} ${when} after ${countText(finding.denials, 'denied attempt')}. ${outcome(finding, names)}`;
}

function outcome({ replied }: Breakthrough, { rule }: Names): string {
  if (replied === 'yes') return 'Packets came back.';
  if (replied === 'no') return 'Nothing answered.';
  return `Let in by ${rule === '' ? 'a rule without a name' : `rule ${rule}`}; this log does not record replies.`;
}

function answerText({ replied, packetsReceived, bytesReceived }: Breakthrough): string {
  if (replied === 'no') return 'nothing answered';
  if (replied === 'unknown') return 'this log does not record replies';
  const amount = packetsReceived > 0 ? ` (${countText(packetsReceived, 'packet')}, ${bytesText(bytesReceived)})` : '';
  return `packets came back${amount}`;
}

function fields(finding: Breakthrough, names: Names, settings: DetectionSettings): readonly Field[] {
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

function targetText({ door }: Breakthrough, { target }: Names): string {
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

function attemptsText({ denials, deniedDoors, letInFlows }: Breakthrough): string {
  const doors = deniedDoors.map((door) => `${numberText(door.flows)} on ${portLabel(door)}`);
  const where = doors.length === 0 ? '' : ` (${someOf(doors, 'more door').join(', ')})`;
  return `${numberText(denials)} denied${where}, then ${numberText(letInFlows)} let in`;
}

function decidingRule({ deniedBy }: Breakthrough, { rule }: Names): string {
  const denied = ruleLabel(deniedBy);
  return `let in by ${rule || 'a rule without a name'}${denied === '' ? '' : `, denied before by ${denied}`}`;
}

/** The access list of the rule, and what the flow log covers, by their last names. */
function networkParts({ allowedBy, door }: Breakthrough): string {
  const parts = [resourceLabel(allowedBy.acl), resourceLabel(door.target.resource)].filter((part) => part !== '');
  return [...new Set(parts)].join(', ') || 'not named by this log';
}

function whatToDo({ replied }: Breakthrough, names: Names): string {
  const rule =
    names.rule === '' ? 'what let it in' : `rule ${names.rule}${names.accessList === '' ? '' : ` in ${names.accessList}`}`;
  const expected = `add ${names.source} to expectedSources`;
  if (replied === 'no') return `If you opened ${rule} for it, ${expected}; if not, close it before something answers.`;
  return `Check who is signed in on ${names.target} now. If it was not one of you, close ${rule}; if it was, ${expected}.`;
}

function row(finding: Breakthrough, names: Names): readonly string[] {
  const answers: Record<Replied, string> = { yes: 'packets came back', no: 'nothing answered', unknown: 'not recorded' };
  return [
    names.who,
    names.target,
    names.services,
    clockText(finding.letInAtMs),
    numberText(finding.denials),
    answers[finding.replied],
    names.rule || 'not named',
  ];
}
