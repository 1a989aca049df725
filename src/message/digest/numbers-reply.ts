import type { RuleRow, Top } from '../../model/digest/day-counts.ts';
import type { Digest } from '../../model/digest.ts';
import { cleanText } from '../clean-text.ts';
import { countText, numberText } from '../count-text.ts';
import { countryLabel } from '../country-label.ts';
import type { StoryTable } from '../finding-story.ts';
import { fitsWithTable, withTable } from '../fit-blocks.ts';
import type { MessageParts } from '../message-parts.ts';
import { boldElement, bulletList, contextBlock, richText, type SlackBlock, section, textElement } from '../slack-blocks.ts';
import { scoreLine } from './changes-lines.ts';
import { shortDateText } from './digest-date.ts';
import { attemptsBy, firstLines, lineOf, portText } from './digest-words.ts';
import { ruleText, targetCells } from './top-lines.ts';

const targetsShown = 12;
const linesTried = [8, 4, 2] as const;

/** The reply that holds the day's numbers: targets, rules, countries, networks, other ports, and the days before. */
export function numbersReply(digest: Digest): MessageParts {
  const counted =
    digest.data.kind === 'none' ? 'there are none' : `${attemptsBy(digest.sums.denied.now, digest.sums.sources.now)} denied`;
  const text = `The numbers of ${digest.day.day}: ${counted}.`;
  const table = targetsTable(digest);
  const composed = linesTried.map((most) => lists(digest, most));
  const tail = composed.find((blocks) => fitsWithTable(blocks, table)) ?? composed.at(-1) ?? [];
  return { text, blocks: withTable([richText(section(boldElement('The numbers')))], table, tail) };
}

function targetsTable({ targets }: Digest): StoryTable | null {
  const rows = targets.rows.slice(0, targetsShown).map(targetCells);
  return rows.length === 0
    ? null
    : { heading: ['Target', 'Address', 'Denied', 'Sources', 'Let in', 'Most on'], rows, noun: 'target' };
}

function lists(digest: Digest, most: number): readonly SlackBlock[] {
  const { countries, rules, background, sums, lastDays, health } = digest;
  const restOfTargets = digest.targets.others.count + Math.max(0, digest.targets.rows.length - targetsShown);
  const ofDays = lastDays.map(
    ({ day, denied, sources, data }) =>
      `${shortDateText(day)} ${denied === null || sources === null ? (data === 'none' ? 'no data' : 'not known') : `${numberText(denied)} by ${numberText(sources)}`}`,
  );
  return [
    ...(restOfTargets === 0 ? [] : [contextBlock(`and ${countText(restOfTargets, 'more target')}`)]),
    ...list('Highest scores (with a single target aim cannot be told from noise)', digest.changes.topScores.map(scoreLine)),
    ...list('Rules that denied', ruleLines(rules.denied, most)),
    ...list('Rules that let in', ruleLines(rules.allowed, most)),
    ...list(
      'Countries',
      firstLines(
        countries.rows.map(({ country, denied, sources }) => `${countryLabel(country)}: ${attemptsBy(denied, sources)}`),
        most,
        'country',
        'countries',
      ),
    ),
    ...list(
      'Networks',
      background.networks.rows
        .slice(0, most)
        .map(({ network, denied, sources }) => `${cleanText(network, 50)}: ${attemptsBy(denied, sources)}`),
    ),
    ...list(
      'Busiest ports that are not watched',
      sums.otherPorts.busiest.slice(0, most).map((port) => `${portText(port)}: ${countText(port.denied, 'flow')}`),
    ),
    richText(section(boldElement(`Denied in the last ${lastDays.length} days: `), textElement(ofDays.join(', ')))),
    ...(health.countryDatabase === null || health.countryDatabase.isOwn
      ? []
      : [contextBlock('Countries by DB-IP (https://db-ip.com), CC BY 4.0')]),
  ];
}

const list = (label: string, lines: readonly string[]): readonly SlackBlock[] =>
  lines.length === 0 ? [] : [richText(section(boldElement(label)), bulletList(lines))];

const ruleLines = ({ rows, others }: Top<RuleRow>, most: number): readonly string[] => {
  const more = others.count + Math.max(0, rows.length - most);
  const shown = rows
    .slice(0, most)
    .map((row) =>
      lineOf(`${ruleText(row)}: ${countText(row.flows, 'flow')}, ${numberText(row.onWatchedPorts)} on watched ports`),
    );
  return more === 0 ? shown : [...shown, `and ${countText(more, 'more rule')}`];
};
