import type { MessageInput } from '../model/message-input.ts';
import { mentionElements } from './address-message.ts';
import { closingBlocks } from './closing-blocks.ts';
import { headerOf } from './compose-full.ts';
import { sentenceSection, whatToDoBlock } from './finding-blocks.ts';
import { findingsTable, kindOfAll, summarise, summaryClause } from './findings-table.ts';
import { withTable } from './fit-blocks.ts';
import { sentenceOf } from './late-text.ts';
import type { MessageParts } from './message-parts.ts';
import { gravestFirst, markedSeverity, severityLabel } from './severity-label.ts';
import { boldElement, richText, section, textElement } from './slack-blocks.ts';
import type { Told } from './tell-finding.ts';

/** Composes the one message of many findings: how many, the gravest in a sentence, and a table of all. */
export function composeTable(input: MessageInput, told: readonly [Told, ...Told[]]): MessageParts {
  const [gravest] = told;
  const { severity } = gravest;
  const summary = withCapital(summarise(told));
  const late = input.late === null ? null : sentenceOf(input, summaryClause(told));
  const first = isGravest(told) ? 'The gravest' : 'One of them';
  const mentions = mentionElements(gravest.incident, input.settings.slack);
  const head = [
    headerOf(`${markedSeverity(severity)}: ${summary}`),
    ...(late === null ? [] : [richText(section(textElement(`${late}.`)))]),
    richText(section(boldElement(`${first}: `), ...sentenceSection(gravest).elements, ...mentions)),
  ];
  return {
    text: `${severityLabel(severity)}: ${late ?? summary}. ${first}: ${gravest.story.sentence}`,
    blocks: withTable(head, findingsTable(told), [whatToDoBlock(whatToDo(told)), ...closingBlocks(input)]),
  };
}

/** A summary is in our own words. */
const withCapital = (summary: string): string => summary.charAt(0).toUpperCase() + summary.slice(1);

/** Where all are alike, the first is just one of them. */
const isGravest = ([first, ...others]: readonly [Told, ...Told[]]): boolean =>
  others.some((other) => gravestFirst(first.incident, other.incident) !== 0);

function whatToDo(told: readonly [Told, ...Told[]]): string {
  return kindOfAll(told)?.whatToDo ?? `Begin with the gravest. ${told[0].story.whatToDo}`;
}
