import type { FindingStory, StoryTable } from './finding-story.ts';
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

/** What follows the fields of a finding: why it is told, with the numbers, and, while it goes on, what to do about it. */
export const afterFields = ({ incident, story }: Told): readonly RichTextBlock[] => [
  ...(story.why.length === 0 ? [] : [richText(section(boldElement('Why')), bulletList(story.why))]),
  ...(incident.state === 'resolved' ? [] : [whatToDoBlock(story.whatToDo)]),
];

/** What to do, in one line. */
export const whatToDoBlock = (whatToDo: FindingStory['whatToDo']): RichTextBlock =>
  richText(section(boldElement('What to do: '), textElement(whatToDo)));

/** A finding's own table where the message has no room for another one: a line a row. */
export const tableAsList = ({ heading, rows }: StoryTable): RichTextBlock =>
  richText(bulletList(rows.map((cells) => cells.map((cell, column) => `${heading[column] ?? ''} ${cell}`).join(' · '))));

/** The sentence of a finding; struck through when it is over. */
export function sentenceSection({ incident, story }: Told): RichTextSection {
  return section((incident.state === 'resolved' ? struckElement : textElement)(story.sentence));
}
