import { slotMs } from '../../model/facts.ts';
import type { NewDoor } from '../../model/findings/new-door.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { countText, timesOver } from '../count-text.ts';
import { countryList } from '../country-label.ts';
import type { FindingStory, KindWords } from '../finding-story.ts';
import { letInBy, ruleName, ruleToClose } from '../rule-label.ts';
import { serviceLabel } from '../service-label.ts';
import { sourceList, sourcesText } from '../source-label.ts';
import { networkParts, portWithService, serviceOnTarget, targetLabel, targetWithAddress } from '../target-label.ts';
import { dateTimeText, slotText, tableTimeText } from '../time-text.ts';
import { whyLines } from '../why-lines.ts';

const words: KindWords = {
  one: 'new visitor',
  many: 'new visitors',
  heading: ['From', 'Where', 'Let in (UTC)', 'Times', 'Let in by'],
  summarise: ({ sources, findings }) =>
    `${countText(sources, 'source')} ${sources === 1 ? 'was' : 'were'} let in for the first time through ${countText(findings, 'door')}`,
  whatToDo: 'Add those you know to expectedSources; close the rules that let in the others.',
};

/** Tells in words that someone new was let in where not everyone is, for a message made at `nowMs`. */
export function tellNewDoor(finding: NewDoor, settings: DetectionSettings, nowMs: number): FindingStory {
  const { door, targetName, sources, flows, countries, openedAtMs, allowedBy } = finding;
  const who = sourcesText(sources, countries[0] ?? '');
  const were = sources.length === 1 ? 'was' : 'were';
  const service = serviceLabel(door, settings);
  const place = serviceOnTarget(door, targetName, settings);
  const times = timesOver(flows);
  const since = tableTimeText(openedAtMs, nowMs);
  const headline = `${who} ${were} let in to ${targetLabel(targetName)} by ${service} for the first time`;
  return {
    kind: words,
    headline,
    sentence: `${headline} in 14 days, ${slotText(openedAtMs, nowMs)}, by ${ruleName(allowedBy)}.`,
    account: `Let in by ${ruleName(allowedBy)} ${times}, first ${slotText(openedAtMs, nowMs)}, and never before in 14 days.`,
    also: `${who} let in for the first time`,
    answer: null,
    fields: [
      { label: sources.length === 1 ? 'Source' : 'Sources', value: sourceList(sources) || 'none' },
      { label: 'Countries', value: countryList(countries) || 'unknown' },
      { label: 'Target', value: targetWithAddress(targetName, door.target) },
      { label: 'Port and service', value: portWithService(door, settings) },
      { label: 'Let in', value: times },
      { label: 'First seen', value: dateTimeText(openedAtMs) },
      { label: 'Last seen', value: dateTimeText(Math.max(openedAtMs, finding.lastSeenAtMs - slotMs)) },
      { label: 'Deciding rule', value: letInBy(allowedBy) },
      { label: 'NSG or VNet', value: networkParts(allowedBy, door.target) },
    ],
    why: whyLines(finding.why),
    table: null,
    whatToDo: `If you know ${sources.length === 1 ? 'it' : 'them'}, add ${sources.length === 1 ? 'it' : 'them'} to expectedSources; if not, close ${ruleToClose(allowedBy)}.`,
    row: [who, place, since, times, ruleName(allowedBy)],
    mixedRow: [words.one, who, place, since, `let in ${times}`],
  };
}
