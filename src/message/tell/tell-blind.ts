import { slotMs } from '../../model/facts.ts';
import type { Blind } from '../../model/findings/blind.ts';
import { countText } from '../count-text.ts';
import type { FindingStory, KindWords } from '../finding-story.ts';
import { capitalized } from '../target-label.ts';
import { dateTimeText, tableTimeText } from '../time-text.ts';
import { whyLines } from '../why-lines.ts';
import { blindnessWords } from './blindness-words.ts';

const words: KindWords = {
  one: 'blind spot',
  many: 'blind spots',
  heading: ['What is wrong', 'Since (UTC)', 'How much'],
  summarise: ({ findings }) => `${countText(findings, 'thing')} ${findings === 1 ? 'keeps' : 'keep'} it from seeing or speaking`,
  whatToDo: 'Put the first of them right first: what is silent or unread can hide a break-in.',
};

/** Tells in words what Knockwatch cannot see or say, for a message made at `nowMs`. */
export function tellBlind(finding: Blind, nowMs: number): FindingStory {
  const { short, headline, sentence, meaning, whatToDo, sinceMs, numbers } = blindnessWords(finding.blindness, nowMs);
  const since = sinceMs ?? finding.openedAtMs;
  return {
    kind: words,
    headline,
    sentence,
    account: `${sentence} ${meaning}`,
    also: short,
    answer: null,
    fields: [
      { label: 'Since', value: dateTimeText(since) },
      { label: 'Last seen', value: dateTimeText(Math.max(since, finding.lastSeenAtMs - slotMs)) },
    ],
    why: whyLines(finding.why),
    table: null,
    whatToDo,
    row: [capitalized(short), tableTimeText(since, nowMs), numbers],
    mixedRow: [words.one, 'Knockwatch', '–', tableTimeText(since, nowMs), short],
  };
}
