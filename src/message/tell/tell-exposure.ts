import type { Exposure } from '../../model/findings/exposure.ts';
import type { DecidingRule } from '../../model/findings/finding-core.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { andAnswer, answerCells, answerTexts } from '../answer-text.ts';
import { countText, numberText } from '../count-text.ts';
import { countryList } from '../country-label.ts';
import type { Field, FindingStory, GroupCounts, KindWords } from '../finding-story.ts';
import { letInBy, ruleName, ruleToClose } from '../rule-label.ts';
import { networkParts, portWithService, serviceOnTarget, targetLabel, targetWithAddress } from '../target-label.ts';
import { dateTimeText, momentText, spanText, tableTimeText } from '../time-text.ts';
import { whyLines } from '../why-lines.ts';

const dayMs = 24 * 3_600_000;

const words: KindWords = {
  one: 'open door',
  many: 'open doors',
  heading: ['Where', 'Open (UTC)', 'Let in', 'Answer', 'Let in by'],
  summarise,
  whatToDo: 'Close each rule or limit it to your own addresses; add whom you expect there to expectedSources.',
};

/** Tells in words that a watched port stands open to any, or stood so, for a message made at `nowMs`. */
export function tellExposure(finding: Exposure, settings: DetectionSettings, nowMs: number): FindingStory {
  const { door, targetName, replied, openedAtMs, closedAtMs, sourcesLetIn } = finding;
  const place = serviceOnTarget(door, targetName, settings);
  const closed = closedAtMs === null ? null : momentText(closedAtMs, nowMs);
  const since = tableTimeText(openedAtMs, nowMs);
  const visited = `${countText(sourcesLetIn, 'source')} let in; ${answerCells[replied]}`;
  return {
    kind: words,
    headline: closed === null ? `${place} stands open to any` : `${place} stood open to any, closed since ${closed}`,
    sentence: `${place} ${openText(finding, nowMs)}: ${visitors(finding, nowMs)}.`,
    account: account(finding, nowMs),
    also: closed === null ? 'open to any' : `open to any until ${closed}`,
    answer: `${place}: ${answerTexts[replied]}.`,
    fields: fields(finding, settings, nowMs),
    why: whyLines(finding.why),
    table: null,
    whatToDo: whatToDo(finding, nowMs),
    row: row(finding, place, nowMs),
    mixedRow: [words.one, 'anyone', place, since, visited],
  };
}

function summarise({ findings, targets, closed }: GroupCounts): string {
  const doors = (count: number): string => `${countText(count, 'door')} of ${countText(targets, 'target')}`;
  if (closed === findings) return `${doors(findings)} stood open to any, closed again`;
  const open = findings - closed;
  return `${doors(open)} ${open === 1 ? 'stands' : 'stand'} open to any${closed === 0 ? '' : `, ${numberText(closed)} closed again`}`;
}

function openText({ openedAtMs, closedAtMs }: Exposure, nowMs: number): string {
  if (closedAtMs === null) return `has stood open to any since ${momentText(openedAtMs, nowMs)}`;
  return `stood open to any from ${spanText(openedAtMs, closedAtMs, nowMs)} and is closed now`;
}

function visitors(finding: Exposure, nowMs: number): string {
  const { sourcesLetIn, networksLetIn, replied } = finding;
  if (sourcesLetIn === 0) return 'nobody was let in during the last 24 hours';
  const were = sourcesLetIn === 1 ? 'was' : 'were';
  return `${countText(sourcesLetIn, 'source')} from ${countText(networksLetIn, 'network')} ${were} let in${inWindow(finding, nowMs)}${andAnswer(replied)}`;
}

/** Numbers are those of the window: only of a door that opened before it they are not all. */
const inWindow = ({ openedAtMs }: Exposure, nowMs: number): string =>
  nowMs - openedAtMs > dayMs ? ' during the last 24 hours' : '';

function account(finding: Exposure, nowMs: number): string {
  const { openedAtMs, closedAtMs, allowedBy } = finding;
  const isOpen = closedAtMs === null;
  const span = isOpen ? `Since ${momentText(openedAtMs, nowMs)}` : `From ${spanText(openedAtMs, closedAtMs, nowMs)}`;
  return `${span} anyone on the internet ${isOpen ? 'is' : 'was'} ${letIn(allowedBy)}: ${visitors(finding, nowMs)}.`;
}

/** Where nobody was let in lately, no rule is known. */
const letIn = (rule: DecidingRule): string => (isNamed(rule) ? letInBy(rule) : 'let in');
const isNamed = ({ kind, name }: DecidingRule): boolean => kind !== 'unknown' || name !== '';

function fields(finding: Exposure, settings: DetectionSettings, nowMs: number): readonly Field[] {
  const { door, allowedBy, openedAtMs, closedAtMs, before, sourcesLetIn } = finding;
  return [
    { label: 'Target', value: targetWithAddress(finding.targetName, door.target) },
    { label: 'Port and service', value: portWithService(door, settings) },
    { label: 'Open since', value: `${dateTimeText(openedAtMs)}${before === 'closed' ? ', closed before' : ' at the latest'}` },
    ...(closedAtMs === null ? [] : [{ label: 'Closed since', value: dateTimeText(closedAtMs) }]),
    ...(sourcesLetIn === 0 ? [{ label: 'Let in', value: 'nobody during the last 24 hours' }] : visitFields(finding, nowMs)),
    { label: 'Last let in', value: dateTimeText(finding.lastLetInAtMs) },
    { label: 'Deciding rule', value: isNamed(allowedBy) ? letInBy(allowedBy) : 'not seen during the last 24 hours' },
    { label: 'NSG or VNet', value: networkParts(allowedBy, door.target) },
  ];
}

function visitFields(finding: Exposure, nowMs: number): readonly Field[] {
  const { flows, sourcesLetIn, networksLetIn, countries, replied } = finding;
  const visits = `${countText(flows, 'attempt')} by ${countText(sourcesLetIn, 'source')} from ${countText(networksLetIn, 'network')}`;
  return [
    { label: 'Let in', value: `${visits}${inWindow(finding, nowMs)}` },
    { label: 'Countries', value: countryList(countries) || 'unknown' },
    { label: 'Answer', value: answerTexts[replied] },
  ];
}

function whatToDo({ closedAtMs, openedAtMs, replied, allowedBy, targetName }: Exposure, nowMs: number): string {
  if (closedAtMs === null) {
    return `Close ${ruleToClose(allowedBy)}, or limit it to your own addresses. If those let in are expected, add them to expectedSources.`;
  }
  if (replied === 'no') return 'Nothing, if the closing was yours: nothing answered while it stood open.';
  return `Check who signed in on ${targetLabel(targetName)} while it stood open, from ${spanText(openedAtMs, closedAtMs, nowMs)}.`;
}

function row(finding: Exposure, place: string, nowMs: number): readonly string[] {
  const { openedAtMs, closedAtMs, sourcesLetIn, networksLetIn, replied, allowedBy } = finding;
  const since = tableTimeText(openedAtMs, nowMs);
  const open = closedAtMs === null ? `since ${since}` : `${since} to ${tableTimeText(closedAtMs, nowMs)}`;
  const visitors = `${countText(sourcesLetIn, 'source')}, ${countText(networksLetIn, 'network')}`;
  return [place, open, visitors, answerCells[replied], ruleName(allowedBy)];
}
