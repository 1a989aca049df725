import type { MessageInput } from '../model/message-input.ts';
import { cleanText } from './clean-text.ts';
import { type ContextBlock, contextBlock } from './slack-blocks.ts';
import { dateTimeText } from './time-text.ts';

const namedIds = 4;

/** The small print: which incidents, by which settings, and why the message was made or last changed. */
export function messageContext(input: MessageInput): ContextBlock {
  const at = dateTimeText(input.atMs);
  const detail = cleanText(input.detail, 240);
  const reason = detail === '' ? input.reason : `${input.reason}: ${detail}`;
  return contextBlock(
    incidentText(input.incidents.map(({ id }) => cleanText(id, 40))),
    `Settings ${cleanText(input.settings.version, 40) || 'without a version'}`,
    input.turn === 'edit' ? `${input.reason === 'resolved' ? 'Resolved' : 'Updated'} ${at}` : `Told because ${reason}`,
  );
}

function incidentText(ids: readonly string[]): string {
  const named = ids.slice(0, namedIds).join(', ');
  const more = ids.length > namedIds ? ` and ${ids.length - namedIds} more` : '';
  return `Incident${ids.length === 1 ? '' : 's'} ${named}${more}`;
}
