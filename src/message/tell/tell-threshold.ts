import type { ThresholdReached } from '../../model/findings/threshold-reached.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { cleanText } from '../clean-text.ts';
import { countText, listText, numberText, someOf } from '../count-text.ts';
import { countryList, countryName } from '../country-label.ts';
import type { Field, FindingStory, KindWords } from '../finding-story.ts';
import { portLabel, serviceLabel } from '../service-label.ts';
import { sourceWithCountry } from '../source-label.ts';
import { targetLabel } from '../target-label.ts';
import { dateTimeText, spanText, tableTimeText } from '../time-text.ts';
import { whyLines } from '../why-lines.ts';
import { distinctText, ruleInWords } from './threshold-words.ts';

const nameCharacters = 50;

const words: KindWords = {
  one: 'rule of yours met',
  many: 'rules of yours met',
  heading: ['Rule', 'For', 'Attempts', 'From (UTC)', 'Countries'],
  summarise: ({ findings }) => `your own rules were met ${countText(findings, 'time')}`,
  whatToDo:
    'Do what you wrote the rules for; where one tells too much, raise its count or set its mode to shadow in knockwatch.yaml.',
};

/** Tells in words that a rule which the user wrote was met, for a message made at `nowMs`. */
export function tellThreshold(finding: ThresholdReached, settings: DetectionSettings, nowMs: number): FindingStory {
  const { rule, attempts, fromMs, toMs } = finding;
  const name = cleanText(rule.name, nameCharacters) || 'without a name';
  const group = groupLabel(finding, settings);
  const count = `${numberText(attempts)} ${rule.decision} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  const distinct = finding.distinct === null ? '' : ` ${distinctText(rule, finding.distinct)}`;
  const span = spanText(fromMs, toMs, nowMs);
  return {
    kind: words,
    headline: `Your rule ${name} is met for ${group}: ${count}`,
    sentence: `Your rule ${name} is met for ${group}: ${count}${distinct} from ${span}.`,
    account: `From ${span}: ${count}${distinct}.`,
    also: `your rule ${name} met`,
    answer: null,
    fields: fields(finding, { name, group, distinct: distinct === '' ? '' : `,${distinct}` }, settings),
    why: whyLines(finding.why.filter(isNotTheRule)),
    table: null,
    whatToDo: `Do what you wrote ${name} for; if it tells too much, raise its count or set its mode to shadow in knockwatch.yaml.`,
    row: [
      name,
      group,
      `${numberText(attempts)}${distinct}`,
      tableTimeText(fromMs, nowMs),
      countryList(finding.countries) || 'unknown',
    ],
    mixedRow: [words.one, group, targetsText(finding), tableTimeText(fromMs, nowMs), `${name}: ${count}`],
  };
}

/** What the rule counted by, as people name it: a source with its country, a country by name, a port with its service. */
function groupLabel({ rule, group, countries }: ThresholdReached, settings: DetectionSettings): string {
  const clean = cleanText(group, 110) || 'nobody in particular';
  if (rule.per === 'source') return sourceWithCountry(group, countries[0] ?? '');
  if (rule.per === 'country') return countryName(group) || 'an unknown country';
  if (rule.per !== 'port') return clean;
  const watched = settings.watchedPorts.find((port) => portLabel(port) === group);
  return watched === undefined ? clean : `${serviceLabel(watched, settings)} (${clean})`;
}

/** The rule itself stands in the fields. */
const isNotTheRule = (line: string): boolean => !line.startsWith('Rule ');

interface Shown {
  readonly name: string;
  readonly group: string;
  readonly distinct: string;
}

function fields(finding: ThresholdReached, { name, group, distinct }: Shown, settings: DetectionSettings): readonly Field[] {
  const { rule, attempts, sourceCount } = finding;
  return [
    { label: 'Rule', value: `${name}: ${ruleInWords(rule, settings)}` },
    { label: 'Met for', value: group },
    { label: 'Attempts', value: `${numberText(attempts)} ${rule.decision} (${numberText(rule.count)} or more)${distinct}` },
    { label: 'Targets', value: targetsText(finding) },
    { label: 'Sources', value: numberText(sourceCount) },
    { label: 'Countries', value: countryList(finding.countries) || 'unknown' },
    { label: 'From', value: dateTimeText(finding.fromMs) },
    { label: 'To', value: dateTimeText(finding.toMs) },
  ];
}

const targetsText = ({ targetNames }: ThresholdReached): string =>
  listText(someOf(targetNames.map(targetLabel), 'more target')) || 'none in particular';
