import type { MessageInput, MessageReason } from '../model/message-input.ts';
import { mentionsFor } from './address-message.ts';
import { countText } from './count-text.ts';
import { messageContext } from './message-context.ts';
import type { MessageParts } from './message-parts.ts';
import { markedSeverity, severityLabel } from './severity-label.ts';
import { boldElement, richText, section, textElement } from './slack-blocks.ts';
import type { Told } from './tell-finding.ts';

const toldInFull = 5;

/** Composes a reply in a message's thread: what is new, and nothing that the message above says already. */
export function composeReply(input: MessageInput, told: readonly [Told, ...Told[]]): MessageParts {
  const severity = told[0].incident.severity;
  const mentions = wakesUp(input.reason) ? mentionsFor(severity, input.settings.slack) : [];
  const lines = told.slice(0, toldInFull).map((each) => news(each, input.reason));
  const more = told.length > toldInFull ? ` And ${countText(told.length - toldInFull, 'more incident')}.` : '';
  const [first = '', ...others] = lines;
  return {
    text: `${severityLabel(severity)}: ${first}${more}`,
    blocks: [
      richText(
        section(
          boldElement(`${markedSeverity(severity)}: `),
          textElement(first),
          ...mentions.flatMap((mention) => [textElement(' '), mention]),
        ),
        ...others.map((line) => section(textElement(line))),
        ...(more === '' ? [] : [section(textElement(more.trim()))]),
      ),
      messageContext(input),
    ],
  };
}

/** A reply notifies those only who follow the thread; what became graver must reach the others too. */
const wakesUp = (reason: MessageReason): boolean => reason === 'severity-rose' || reason === 'got-through';

function news({ incident, story }: Told, reason: MessageReason): string {
  const cameBack = incident.finding.replied === 'yes' && incident.announced !== null && incident.announced.replied !== 'yes';
  if (reason === 'got-through') return story.answer;
  if (reason === 'returned') return `Back again: ${story.sentence}`;
  if (reason === 'severity-rose') return `Now ${incident.severity}: ${cameBack ? story.answer : story.sentence}`;
  return story.sentence;
}
