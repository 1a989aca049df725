import type { MessageInput } from '../model/message-input.ts';
import { mentionElements } from './address-message.ts';
import { cleanText } from './clean-text.ts';
import { countText } from './count-text.ts';
import { fieldsBlock, sentenceSection, whatToDoBlock, whyBlock } from './finding-blocks.ts';
import { fitsWithTable, withTable } from './fit-blocks.ts';
import { messageContext } from './message-context.ts';
import type { MessageParts } from './message-parts.ts';
import { markedSeverity, severityLabel } from './severity-label.ts';
import {
  dividerBlock,
  headerBlock,
  type RichTextSection,
  richText,
  type SlackBlock,
  section,
  textElement,
} from './slack-blocks.ts';
import type { Told } from './tell-finding.ts';

/** The header of a message. Slack: at most 150 characters. */
export const headerOf = (text: string): SlackBlock => headerBlock(cleanText(text, 150));

/**
 * Composes a message that tells each finding in full, the gravest first: what happened, its fields, why, and what to do.
 * Findings for which one message has no room follow in a table.
 */
export function composeFull(input: MessageInput, told: readonly [Told, ...Told[]]): MessageParts {
  const [gravest, ...others] = told;
  const severity = gravest.incident.severity;
  const more = others.length === 0 ? '' : `, and ${countText(others.length, 'more incident')}`;
  const head = [
    headerOf(`${markedSeverity(severity)}: ${gravest.story.headline}${more}`),
    ...findingBlocks(gravest, section(textElement(gravest.story.account), ...mentionElements(severity, input.settings.slack))),
  ];
  const tail = [messageContext(input)];
  const { blocks, left } = addWhileFitting(head, others, tail);
  return {
    text: `${severityLabel(severity)}: ${gravest.story.sentence}${more === '' ? '' : ` This message tells of ${more.slice(6)}.`}`,
    blocks: withTable(blocks, left, tail),
  };
}

/** `lead`: what stands on top, a sentence or what is left to say below the header. */
function findingBlocks(told: Told, lead: RichTextSection): readonly SlackBlock[] {
  return [
    richText(lead),
    fieldsBlock(told),
    whyBlock(told),
    ...(told.incident.state === 'resolved' ? [] : [whatToDoBlock(told)]),
  ];
}

/** Adds findings in full while there is room for them and for the others in a table. */
function addWhileFitting(head: readonly SlackBlock[], others: readonly Told[], tail: readonly SlackBlock[]) {
  let blocks = head;
  for (const [index, told] of others.entries()) {
    const longer = [...blocks, dividerBlock, ...findingBlocks(told, sentenceSection(told))];
    if (!fitsWithTable([...longer, ...tail], others.slice(index + 1))) return { blocks, left: others.slice(index) };
    blocks = longer;
  }
  return { blocks, left: [] };
}
