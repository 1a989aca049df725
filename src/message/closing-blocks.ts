import type { MessageInput } from '../model/message-input.ts';
import { buttonsBlock } from './buttons/buttons-block.ts';
import { silenceBlock } from './buttons/silence-block.ts';
import { messageContext } from './message-context.ts';
import type { SlackBlock } from './slack-blocks.ts';

/** What closes a message that goes on: who silenced it, its buttons where presses can be taken, and the small print. */
export function closingBlocks(input: MessageInput): readonly SlackBlock[] {
  const open = input.incidents.filter(({ state, finding }) => state === 'open' && finding.finding !== 'first-start');
  if (open.length === 0) return [messageContext(input)];
  const buttons = input.hasButtons ? [buttonsBlock(input, open)] : [];
  return [...silenceBlock(open, input.atMs), ...buttons, messageContext(input)];
}
