import type { DetectionSettings } from '../../model/settings.ts';
import type { ThresholdGroup, ThresholdRule } from '../../model/threshold-rule.ts';
import { cleanText } from '../clean-text.ts';
import { countText, listText, numberText, someOf } from '../count-text.ts';
import { countryList } from '../country-label.ts';
import { portWithService } from '../target-label.ts';
import { durationText } from '../time-text.ts';

const groupWords: Readonly<Record<ThresholdGroup, string>> = {
  source: 'by one source',
  prefix: 'by one network',
  target: 'on one target',
  port: 'on one port',
  country: 'from one country',
  'source+target': 'by one source on one target',
};

const distinctWords = {
  source: ['by', 'source', 'sources'],
  prefix: ['by', 'network', 'networks'],
  target: ['on', 'target', 'targets'],
  port: ['on', 'port', 'ports'],
  country: ['from', 'country', 'countries'],
} as const;

/** A user's rule in words: `at least 50 denied attempts on 3389/tcp RDP within 1 hour by one source, on at least 3 different targets`. */
export function ruleInWords(rule: ThresholdRule, settings: DetectionSettings): string {
  const what = `at least ${countText(rule.count, `${rule.decision} attempt`)} on ${portsInWords(rule, settings)}`;
  const parts = [
    `${what} within ${durationText(rule.withinMs)} ${groupWords[rule.per]}`,
    ...(rule.distinct === null ? [] : [distinctText(rule, rule.distinct.atLeast, 'at least', 'different')]),
    ...countriesInWords(rule),
  ];
  return parts.join(', ');
}

/** How many different ones of what the rule wants to be distinct: `on 4 targets`; '' where it wants nothing. */
export function distinctText({ distinct }: ThresholdRule, count: number, least = '', different = ''): string {
  if (distinct === null) return '';
  const [joint, one, many] = distinctWords[distinct.of];
  const words = [joint, least, numberText(count), different, count === 1 ? one : many];
  return words.filter((word) => word !== '').join(' ');
}

/** The ports that the rule counts. */
function portsInWords({ ports }: ThresholdRule, settings: DetectionSettings): string {
  if (ports === null) return 'the watched ports';
  const names = ports.map((key) => portWithService({ port: key % 65_536, protocol: Math.floor(key / 65_536) }, settings));
  return listText(someOf(names, 'more port'));
}

function countriesInWords({ countries: { only, except } }: ThresholdRule): readonly string[] {
  return [
    ...(only.length === 0 ? [] : [`from ${countryList(only) || cleanText(only.join(', '), 40)} alone`]),
    ...(except.length === 0 ? [] : [`from anywhere but ${countryList(except) || cleanText(except.join(', '), 40)}`]),
  ];
}
