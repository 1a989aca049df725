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
  const [gravest] = told;
  const lead = leadOf(input.reason, gravest);
  const isNews = wakesUp.has(input.reason) || gravest.incident.finding.finding === 'breakthrough';
  const mentions = isNews ? mentionElements(gravest.incident, input.settings.slack) : [];
  const lines = told.slice(0, toldInFull).map((each) => news(each, input.reason));
  const more = told.length > toldInFull ? ` And ${countText(told.length - toldInFull, 'more incident')}.` : '';
  const [first = '', ...others] = lines;
  return {
    text: `${lead}: ${first}${more}`,
    blocks: [
      richText(
        section(boldElement(`${severityMark(gravest.severity)} ${lead}: `), textElement(first), ...mentions),
        ...others.map((line) => section(textElement(line))),
        ...(more === '' ? [] : [section(textElement(more.trim()))]),
      ),
      messageContext(input),
    ],
  };
}

/** A reply notifies those only who follow the thread; what is new, became graver or came back must reach the others too. */
const wakesUp: ReadonlySet<MessageReason> = new Set(['first', 'new-kind', 'severity-rose', 'got-through', 'returned']);

/** What the line begins with: how grave it is, and how that came. */
function leadOf(reason: MessageReason, { incident, severity }: Told): string {
  const label = severityLabel(severity);
  switch (reason) {
    case 'severity-rose':
      return `Now ${label.toLowerCase()}`;
    case 'score-rose':
      return `${label}, ${scoreText(incident.finding.score, incident.announced?.score ?? null)}`;
    case 'first':
    case 'new-kind':
      return `${label}, also`;
    case 'new-target':
      return `${label}, another target`;
    case 'returned':
      return `${label}, back again`;
    default:
      return label;
  }
}

function scoreText(now: number | null, told: number | null): string {
  if (now === null) return 'a higher score';
  return `score ${Math.round(now)} now${told === null ? '' : `, ${Math.round(told)} before`}`;
}

/** What came back says enough where all else was told before. */
function news({ incident, story }: Told, reason: MessageReason): string {
  const { finding, announced } = incident;
  const cameBack = 'replied' in finding && finding.replied === 'yes' && announced !== null && announced.replied !== 'yes';
  const saysAnswer = (reason === 'got-through' && announced !== null) || (reason === 'severity-rose' && cameBack);
  return (saysAnswer ? story.answer : null) ?? story.sentence;
}
