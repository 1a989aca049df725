import type { MessageInput, MessageReason } from '../model/message-input.ts';
import { mentionElements } from './address-message.ts';
import { countText } from './count-text.ts';
import { messageContext } from './message-context.ts';
import type { MessageParts } from './message-parts.ts';
import { severityLabel, severityMark } from './severity-label.ts';
import { boldElement, richText, section, textElement } from './slack-blocks.ts';
import type { Told } from './tell-finding.ts';

const toldInFull = 5;

/** Composes a reply in a message's thread: what is new, and nothing that the message above says already. */
export function composeReply(input: MessageInput, told: readonly [Told, ...Told[]]): MessageParts {
  const severity = told[0].incident.severity;
  const lead = leadOf(input.reason, severityLabel(severity));
  const mentions = wakesUp(input.reason) ? mentionElements(severity, input.settings.slack) : [];
  const lines = told.slice(0, toldInFull).map((each) => news(each, input.reason));
  const more = told.length > toldInFull ? ` And ${countText(told.length - toldInFull, 'more incident')}.` : '';
  const [first = '', ...others] = lines;
  return {
    text: `${lead}: ${first}${more}`,
    blocks: [
      richText(
        section(boldElement(`${severityMark(severity)} ${lead}: `), textElement(first), ...mentions),
        ...others.map((line) => section(textElement(line))),
        ...(more === '' ? [] : [section(textElement(more.trim()))]),
      ),
      messageContext(input),
    ],
  };
}

/** A reply notifies those only who follow the thread; what became graver must reach the others too. */
const wakesUp = (reason: MessageReason): boolean => reason === 'severity-rose' || reason === 'got-through';

/** What the line begins with: how grave it is, and how that came. */
function leadOf(reason: MessageReason, label: string): string {
  if (reason === 'severity-rose') return `Now ${label.toLowerCase()}`;
  return reason === 'returned' ? `${label}, back again` : label;
}

function news({ incident, story }: Told, reason: MessageReason): string {
  const { finding, announced } = incident;
  const cameBack = 'replied' in finding && finding.replied === 'yes' && announced !== null && announced.replied !== 'yes';
  return reason === 'got-through' || (reason === 'severity-rose' && cameBack) ? story.answer : story.sentence;
}
