/** From a digest to what Slack shows of it: one message, and its details as replies in the thread. */
import type { Digest } from '../../model/digest.ts';
import type { Notification } from '../../model/notification.ts';
import { cleanText, escapeText } from '../clean-text.ts';
import { withFewerLines } from '../fit-blocks.ts';
import type { MessageParts } from '../message-parts.ts';
import { dateText } from './digest-date.ts';
import type { DigestOptions } from './digest-options.ts';
import { digestPost } from './digest-post.ts';
import { healthReply } from './health-reply.ts';
import { numbersReply } from './numbers-reply.ts';

const textCharacters = 700;

/** A digest's messages: the first is posted, the others reply in its thread. */
export type DigestMessages = readonly [Notification, ...Notification[]];

/**
 * Composes the messages of a digest, each within Slack's limits (`checkSlackLimits`). Text from outside stands only in rich text, table cells
 * and plain text, cleaned and capped. Pure: the same digest gives the same messages.
 */
export function composeDigest(digest: Digest, options: DigestOptions): DigestMessages {
  const toNotification = ({ text, blocks }: MessageParts): Notification => ({
    channel: options.channel,
    text: escapeText(cleanText(text, textCharacters)),
    blocks: withFewerLines(blocks),
    severity: 'ops',
    isBroadcast: false,
    incidentIds: [`digest-${digest.day.day}`],
  });
  const sentence = `Daily digest of ${dateText(digest.day.day)}: ${digest.verdict.sentence}`;
  const post = { text: sentence, blocks: digestPost(digest, options) };
  return [toNotification(post), toNotification(numbersReply(digest)), toNotification(healthReply(digest))];
}
