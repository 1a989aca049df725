import type { MessageInput, MessageReason } from '../model/message-input.ts';
import { cleanText } from './clean-text.ts';
import { type ContextBlock, contextBlock } from './slack-blocks.ts';
import { dateTimeText } from './time-text.ts';

const namedIds = 4;

const reasonTexts: Readonly<Record<MessageReason, string>> = {
  first: 'New',
  'severity-rose': 'Graver',
  'score-rose': 'Higher score',
  'new-kind': 'Another kind of finding',
  'new-target': 'Another target',
  'got-through': 'Got through',
  returned: 'Back again',
  'no-change': 'Updated',
  silenced: 'Silenced',
  resolved: 'Resolved',
};

/** The small print: which incidents, by which settings, and why the message was made or last changed. */
export function messageContext(input: MessageInput): ContextBlock {
  const at = dateTimeText(input.atMs);
  const detail = cleanText(input.detail, 240);
  const reason = detail === '' ? reasonTexts[input.reason] : `${reasonTexts[input.reason]}: ${detail}`;
  return contextBlock(
    incidentText(input.incidents.map(({ id }) => cleanText(id, 40))),
    `Settings ${cleanText(input.settings.version, 40) || 'without a version'}`,
    input.turn === 'edit' ? `${input.reason === 'resolved' ? 'Resolved' : 'Updated'} ${at}` : reason,
  );
}

function incidentText(ids: readonly string[]): string {
  const named = ids.slice(0, namedIds).join(', ');
  const more = ids.length > namedIds ? ` and ${ids.length - namedIds} more` : '';
  return `Incident${ids.length === 1 ? '' : 's'} ${named}${more}`;
}
