import type { Silence } from '../../model/incident.ts';
import type { ToldIncident } from '../../model/message-input.ts';
import { type RichTextBlock, richText, section, textElement, userElement } from '../slack-blocks.ts';
import { momentText } from '../time-text.ts';

/** Who silenced what a message tells of, when and until when: the last word counts; nothing where nobody did. */
export function silenceBlock(open: readonly ToldIncident[], nowMs: number): readonly RichTextBlock[] {
  const silences = open.flatMap(({ silence }) => silence ?? []);
  const [latest] = silences.toSorted((a, b) => b.atMs - a.atMs);
  if (latest === undefined) return [];
  const [before, after] = wordsOf(latest, silences.length < open.length, nowMs);
  return [richText(section(textElement(before), userElement(latest.by), textElement(after)))];
}

/** What stands before and after the name. What joined the message later is not silenced by what was said before. */
function wordsOf(silence: Silence, hasNewer: boolean, nowMs: number): readonly [string, string] {
  const since = ` at ${momentText(silence.atMs, nowMs)}`;
  const but = hasNewer ? ' (but for what came since)' : '';
  if (silence.kind === 'acknowledged') {
    return ['Acknowledged by ', `${since}${but}: nothing more is sent, everything is counted.`];
  }
  const until = momentText(silence.untilMs, nowMs);
  return ['Snoozed by ', `${since}${but} until ${until}: nothing is sent until then, everything is counted.`];
}
