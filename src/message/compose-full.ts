import type { MessageInput } from '../model/message-input.ts';
import { mentionElements } from './address-message.ts';
import { besidesText } from './besides-text.ts';
import { cleanText } from './clean-text.ts';
import { closingBlocks } from './closing-blocks.ts';
import { afterFields, fieldsBlock, sentenceSection, tableAsList } from './finding-blocks.ts';
import { findingsTable } from './findings-table.ts';
import { fitsWithTable, withTable } from './fit-blocks.ts';
import { sentenceOf } from './late-text.ts';
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
  const { severity, story } = gravest;
  const besides = besidesText(gravest, others);
  const header = headerOf(`${markedSeverity(severity)}: ${story.headline}${besides === '' ? '' : `; also: ${besides}`}`);
  const lead = section(textElement(leadOf(input, gravest)), ...mentionElements(gravest.incident, input.settings.slack));
  return {
    text: `${severityLabel(severity)}: ${sentenceOf(input, story.sentence)}${besides === '' ? '' : ` Also: ${besides}.`}`,
    blocks: others.length === 0 ? alone(input, header, lead, gravest) : together(input, header, lead, gravest, others),
  };
}

/** Below a header that says what happened stands how it happened; what comes late begins with why it is late. */
const leadOf = (input: MessageInput, { story }: Told): string =>
  input.late === null ? story.account : sentenceOf(input, story.sentence);

/** A finding that has the message to itself shows its own table. */
function alone(input: MessageInput, header: SlackBlock, lead: RichTextSection, told: Told): readonly SlackBlock[] {
  return withTable([header, richText(lead), fieldsBlock(told)], told.story.table, [
    ...afterFields(told),
    ...closingBlocks(input),
  ]);
}

/** Adds findings in full while there is room for them and for the others in a table. */
function together(
  input: MessageInput,
  header: SlackBlock,
  lead: RichTextSection,
  gravest: Told,
  others: readonly Told[],
): readonly SlackBlock[] {
  const tail = closingBlocks(input);
  let blocks = [header, ...findingBlocks(gravest, lead)];
  for (const [index, told] of others.entries()) {
    const longer = [...blocks, dividerBlock, ...findingBlocks(told, sentenceSection(told))];
    const left = others.slice(index + 1);
    if (!fitsWithTable([...longer, ...tail], tableOf(left))) return withTable(blocks, tableOf(others.slice(index)), tail);
    blocks = longer;
  }
  return [...blocks, ...tail];
}

const tableOf = ([first, ...others]: readonly Told[]) => (first === undefined ? null : findingsTable([first, ...others]));

/** `lead`: what stands on top, a sentence or what is left to say below the header. */
function findingBlocks(told: Told, lead: RichTextSection): readonly SlackBlock[] {
  const { table } = told.story;
  return [richText(lead), fieldsBlock(told), ...(table === null ? [] : [tableAsList(table)]), ...afterFields(told)];
}
