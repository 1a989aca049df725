import { slotMs } from '../../model/facts.ts';
import type { Campaign, JudgedHour } from '../../model/findings/campaign.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { cleanText } from '../clean-text.ts';
import { countText, numberText, timesText, usualText } from '../count-text.ts';
import { countryList } from '../country-label.ts';
import type { Field, FindingStory, KindWords, StoryTable } from '../finding-story.ts';
import { portLabel, serviceLabel } from '../service-label.ts';
import { capitalized, portWithService } from '../target-label.ts';
import { clockHourText, dateTimeText, hoursSpanText, tableTimeText } from '../time-text.ts';
import { whyLines } from '../why-lines.ts';

const words: KindWords = {
  one: 'crowd on a port',
  many: 'crowds on a port',
  heading: ['Port', 'Networks an hour', 'Usual', 'Sources', 'Denied', 'Targets'],
  summarise: ({ findings }) => `the crowds on ${countText(findings, 'port')} have grown`,
  whatToDo: 'See that no rule opens these ports to the internet, and that what listens there is up to date.',
};

/** Tells in words that the crowd on a port changed, for a message made at `nowMs`. */
export function tellCampaign(finding: Campaign, settings: DetectionSettings, nowMs: number): FindingStory {
  const service = serviceLabel(finding, settings);
  const { prefixes, median, sourceCount, denials, targetCount } = finding;
  const crowd = `${countText(prefixes, 'network')} in an hour, usually ${usualText(median)}`;
  const knocks = `${countText(sourceCount, 'source')} were denied ${countText(denials, 'time')} at ${countText(targetCount, 'target')}`;
  const countries = countryList(finding.countries);
  return {
    kind: words,
    headline: `The crowd on ${service} has grown: ${crowd}`,
    sentence: `The crowd on ${service} has grown: ${crowd}. ${spanOf(finding, nowMs)} ${knocks}.`,
    account: `${spanOf(finding, nowMs)} ${knocks}${countries === '' ? '' : `, most of them from ${countries}`}.`,
    also: 'its crowd has grown',
    answer: null,
    fields: fields(finding, settings),
    why: whyLines(finding.why),
    table: hoursTable(finding),
    whatToDo: `See that no rule opens ${portLabel(finding)} to the internet, and that what listens there is up to date: a crowd often follows a new weakness.`,
    row: [
      portWithService(finding, settings),
      numberText(prefixes),
      usualText(median),
      ...[sourceCount, denials, targetCount].map(numberText),
    ],
    mixedRow: [
      words.one,
      countText(sourceCount, 'source'),
      capitalized(service),
      tableTimeText(finding.openedAtMs, nowMs),
      crowd,
    ],
  };
}

/** `From 00:00 to 03:00 UTC`: the hours judged. */
function spanOf({ hours }: Campaign, nowMs: number): string {
  const span = hoursSpanText(
    hours.map(({ hour }) => hour),
    nowMs,
  );
  return span === '' ? 'In the last hours' : `From ${span}`;
}

function hoursTable({ hours }: Campaign): StoryTable {
  return {
    heading: ['Hour (UTC)', 'Networks denied', 'Usual', 'Times the usual'],
    rows: hours.slice(-24).map(hourRow),
    noun: 'hour',
  };
}

const hourRow = ({ hour, prefixes, median, isHigh }: JudgedHour): readonly string[] => [
  clockHourText(hour) || cleanText(hour, 20) || 'unknown',
  numberText(prefixes),
  usualText(median),
  `${timesText(prefixes, median)}${isHigh ? ' (high)' : ''}`,
];

function fields(finding: Campaign, settings: DetectionSettings): readonly Field[] {
  return [
    { label: 'Port and service', value: portWithService(finding, settings) },
    {
      label: 'Networks (/24, IPv6 /48)',
      value: `${numberText(finding.prefixes)} in the fullest hour, usually ${usualText(finding.median)}`,
    },
    { label: 'Compared with', value: `the same time of day on ${countText(finding.days, 'day')} before` },
    { label: 'Sources', value: numberText(finding.sourceCount) },
    { label: 'Countries', value: countryList(finding.countries) || 'unknown' },
    { label: 'Attempts', value: `${numberText(finding.denials)} denied at ${countText(finding.targetCount, 'target')}` },
    { label: 'Last seen', value: dateTimeText(Math.max(finding.openedAtMs, finding.lastSeenAtMs - slotMs)) },
  ];
}
