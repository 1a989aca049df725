import type { MessageInput } from '../model/message-input.ts';
import { mentionElements } from './address-message.ts';
import { headerOf } from './compose-full.ts';
import { countText } from './count-text.ts';
import { sentenceSection, whatToDoBlock } from './finding-blocks.ts';
import { withTable } from './fit-blocks.ts';
import { messageContext } from './message-context.ts';
import type { MessageParts } from './message-parts.ts';
import { markedSeverity, severityLabel } from './severity-label.ts';
import { boldElement, richText, section } from './slack-blocks.ts';
import type { Told } from './tell-finding.ts';

/** Composes the one message of many findings: how many, the gravest in a sentence, and a table of all. */
export function composeTable(input: MessageInput, told: readonly [Told, ...Told[]]): MessageParts {
  const [gravest] = told;
  const severity = gravest.incident.severity;
  const summary = summarise(told);
  const mentions = mentionElements(severity, input.settings.slack);
  const head = [
    headerOf(`${markedSeverity(severity)}: ${summary}`),
    richText(section(boldElement('The gravest: '), ...sentenceSection(gravest).elements, ...mentions)),
  ];
  return {
    text: `${severityLabel(severity)}: ${summary}. The gravest: ${gravest.story.sentence}`,
    blocks: withTable(head, told, [whatToDoBlock(gravest), messageContext(input)]),
  };
}

/** `5 sources that had been denied were let in to 3 targets`. */
function summarise(told: readonly Told[]): string {
  const sources = new Set(told.map(({ incident }) => incident.finding.sources[0]));
  const targets = new Set(told.map(({ incident }) => ('targetName' in incident.finding ? incident.finding.targetName : '')));
  const were = sources.size === 1 ? 'was' : 'were';
  return `${countText(sources.size, 'source')} that had been denied ${were} let in to ${countText(targets.size, 'target')}`;
}
