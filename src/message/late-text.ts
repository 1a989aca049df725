import type { MessageInput } from '../model/message-input.ts';
import { uncapitalized } from './target-label.ts';
import { spanText } from './time-text.ts';

/** A sentence; of what late hours held, after the time in which nothing could be looked at. */
export function sentenceOf({ late, atMs }: MessageInput, sentence: string): string {
  if (late === null) return sentence;
  return `Between ${spanText(late.fromMs, late.toMs, atMs).replace(' to ', ' and ')} Knockwatch could not look; in that time ${uncapitalized(sentence)}`;
}
