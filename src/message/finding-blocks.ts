import {
  boldElement,
  bulletList,
  type RichTextBlock,
  type RichTextSection,
  richText,
  section,
  struckElement,
  textElement,
} from './slack-blocks.ts';
import type { Told } from './tell-finding.ts';

/** What a finding is: its fields, one a line. */
export function fieldsBlock({ story }: Told): RichTextBlock {
  const last = story.fields.length - 1;
  const elements = story.fields.flatMap(({ label, value }, index) => [
    boldElement(`${label}: `),
    textElement(index === last ? value : `${value}\n`),
  ]);
  return richText(section(...elements));
}

/** Why it is told: the named reasons with their numbers. */
export function whyBlock({ story }: Told): RichTextBlock {
  return richText(
    section(boldElement('Why')),
    bulletList(story.why.length === 0 ? ['It met the conditions of its finding.'] : story.why),
  );
}

/** What to do about it, in one line. */
export const whatToDoBlock = ({ story }: Told): RichTextBlock =>
  richText(section(boldElement('What to do: '), textElement(story.whatToDo)));

/** The sentence of a finding; struck through when it is over. */
export function sentenceSection({ incident, story }: Told): RichTextSection {
  return section((incident.state === 'resolved' ? struckElement : textElement)(story.sentence));
}
