import type { Digest, VerdictKind } from '../../model/digest.ts';
import { cleanText } from '../clean-text.ts';
import { countText } from '../count-text.ts';
import { fitsWithTable, withTable } from '../fit-blocks.ts';
import {
  boldElement,
  bulletList,
  contextBlock,
  headerBlock,
  linkElement,
  type RichTextBlock,
  richText,
  type SlackBlock,
  section,
  textElement,
} from '../slack-blocks.ts';
import { dateTimeText } from '../time-text.ts';
import { backgroundLine } from './background-line.ts';
import { changesLines } from './changes-lines.ts';
import { chartBlock } from './chart-block.ts';
import { dateText } from './digest-date.ts';
import type { DigestOptions } from './digest-options.ts';
import { gapLines } from './gap-lines.ts';
import { healthLine } from './health-line.ts';
import { heldBackLine } from './held-back-lines.ts';
import { needsActionLines } from './needs-action-lines.ts';
import { portsTable } from './ports-table.ts';
import { settingsLine } from './settings-line.ts';
import { rulesLine, targetsLine } from './top-lines.ts';

const marks: Readonly<Record<VerdictKind, string>> = { 'no-data': '⚫', act: '🔴', look: '🟡', learning: '🔵', quiet: '🟢' };
const verdictCharacters = 900;
const namedTargets = 5;
const namedRules = 3;
/** Ports of the table: what needs somebody has the room of the others. */
const mostPorts = 12;
/** Lines of each list, fewer where names are so long that the message would not fit. */
const linesTried = [5, 3, 1] as const;

/** The message that stands in the channel: three lines on a quiet day, else what needs somebody, what changed, and the ports. */
export function digestPost(digest: Digest, options: DigestOptions): readonly SlackBlock[] {
  if (digest.verdict.kind === 'quiet') return quietPost(digest, options);
  const table = digest.data.kind === 'none' ? null : portsTable(digest);
  const chart = options.withChart && digest.data.kind !== 'none' ? chartBlock(digest) : null;
  const composed = linesTried.map((most) => ({
    head: [...head(digest, most), ...(chart === null ? [] : [chart])],
    tail: tail(digest, options, most),
  }));
  const shown = table && { ...table, rows: table.rows.slice(0, mostPorts) };
  const fitting = composed.find((one) => fitsWithTable([...one.head, ...one.tail], shown)) ?? composed.at(-1);
  return fitting === undefined ? [] : withTable(fitting.head, table, fitting.tail, mostPorts);
}

/** Verdict, background, health: with a link where there is a page. */
function quietPost(digest: Digest, { reportUrl }: DigestOptions): readonly SlackBlock[] {
  const { day } = digest.day;
  const lines = [
    [boldElement(`${marks.quiet} ${dateText(day)}: `), textElement(verdictText(digest))],
    [boldElement('Background: '), textElement(backgroundLine(digest) || 'nobody knocked')],
    [
      boldElement('Health: '),
      textElement(`${healthLine(digest)}; ${settingsLine(digest)}`),
      ...reportLink(reportUrl, day, ' · '),
    ],
  ];
  return [richText(...lines.map((elements) => section(...elements)))];
}

const verdictText = ({ verdict }: Digest): string => cleanText(verdict.sentence, verdictCharacters) || '–';

function head(digest: Digest, most: number): readonly SlackBlock[] {
  const { day, verdict, data } = digest;
  return [
    headerBlock(cleanText(`${marks[verdict.kind]} ${dateText(day.day)}${day.isRunning ? ', so far' : ''}`, 150)),
    richText(section(boldElement(verdictText(digest)))),
    ...listBlock('Data is missing', data.gaps.length === 0 ? [] : gapLines(digest).slice(0, most)),
    ...listBlock('Needs action', needsActionLines(digest, most)),
    ...listBlock('What changed', data.kind === 'none' ? [] : changesLines(digest, most)),
  ];
}

const listBlock = (label: string, lines: readonly string[]): readonly RichTextBlock[] =>
  lines.length === 0 ? [] : [richText(section(boldElement(label)), bulletList(lines))];

function tail(digest: Digest, options: DigestOptions, most: number): readonly SlackBlock[] {
  const { day, data } = digest;
  const counted = data.kind === 'none' ? [] : countedLines(digest, most);
  const lines = [...counted, ['Health', healthLine(digest)], ['Held back', heldBackLine(digest)]] as const;
  const shown = lines.filter(([, text]) => text !== '');
  return [
    richText(
      ...shown.map(([label, text]) => section(boldElement(`${label}: `), textElement(text))),
      ...(options.reportUrl === null ? [] : [section(...reportLink(options.reportUrl, day.day, ''))]),
    ),
    contextBlock(settingsLine(digest), `Day of ${cleanText(day.timeZone, 40)}, made ${dateTimeText(day.madeAtMs)}`),
  ];
}

const countedLines = (digest: Digest, most: number): readonly (readonly [string, string])[] => [
  ['Usual', usualText(digest)],
  ['Other ports', otherPortsText(digest)],
  ['Targets', targetsLine(digest, Math.min(most, namedTargets))],
  ['Denied by', rulesLine(digest.rules.denied, Math.min(most, namedRules))],
  ['Let in by', rulesLine(digest.rules.allowed, Math.min(most, namedRules))],
  ['Background', backgroundLine(digest)],
];

/** What the columns of the table are beside. */
function usualText({ sums: { usualDays }, ports }: Digest): string {
  if (ports.length === 0) return '';
  if (usualDays < 3) return 'known once there are three whole days to compare with';
  return usualDays === 7
    ? 'the median of the seven days before'
    : `the median of ${usualDays} of the seven days before; the others are not whole`;
}

function otherPortsText({ sums: { otherPorts } }: Digest): string {
  const { denied, sources, ports } = otherPorts;
  return denied === 0
    ? ''
    : `${countText(denied, 'flow')} from ${countText(sources, 'source')} denied on ${countText(ports, 'port')} that ${ports === 1 ? 'is' : 'are'} not watched`;
}

function reportLink(reportUrl: string | null, day: string, before: string) {
  if (reportUrl === null) return [];
  return [
    ...(before === '' ? [] : [textElement(before)]),
    linkElement(`${reportUrl.replace(/\/+$/, '')}/${day}`, 'Open the report'),
  ];
}
