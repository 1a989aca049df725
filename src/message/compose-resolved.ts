import type { MessageInput } from '../model/message-input.ts';
import { headerOf } from './compose-full.ts';
import { fieldsBlock, sentenceSection } from './finding-blocks.ts';
import { withTable } from './fit-blocks.ts';
import { messageContext } from './message-context.ts';
import type { MessageParts } from './message-parts.ts';
import { richText } from './slack-blocks.ts';
import type { Told } from './tell-finding.ts';
import { hoursText } from './time-text.ts';

/** Composes what a message becomes when all it tells of is over: struck through, with what is worth keeping below. */
export function composeResolved(input: MessageInput, told: readonly [Told, ...Told[]]): MessageParts {
  const title = `Resolved: quiet for ${quietTime(input)}`;
  const head = [headerOf(`✅ ${title}`), richText(sentenceSection(told[0]))];
  const tail = [messageContext(input)];
  return {
    text: `${title}. ${told[0].story.sentence}`,
    blocks: told.length === 1 ? [...head, fieldsBlock(told[0]), ...tail] : withTable(head, told, tail),
  };
}

function quietTime({ incidents, atMs }: MessageInput): string {
  const lastSeenMs = Math.max(...incidents.map(({ lastSeenAtMs }) => lastSeenAtMs));
  const resolvedMs = Math.max(...incidents.map(({ resolvedAtMs }) => resolvedAtMs ?? atMs));
  return hoursText(lastSeenMs, resolvedMs);
}
