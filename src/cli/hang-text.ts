import { stripVTControlCharacters } from 'node:util';

/** How a text hangs in its lines. */
export interface Hanging {
  /** Columns of the terminal. */
  readonly columns: number;
  /** Columns before every line but the first. */
  readonly indent: number;
  /** What the first line begins with; the indent where it is left out. */
  readonly first?: string;
  /** Paints a line of the text. */
  readonly paint?: (line: string) => string;
}

/** Breaks text between words into lines that a terminal has room for. A longer word stands whole, so that it can be copied. */
export function hangText(text: string, { columns, indent, first = ' '.repeat(indent), paint = (line) => line }: Hanging): string {
  const lines = [''];
  let room = columns - widthOf(first);
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > room) {
      lines.push(word);
      room = columns - indent;
    } else lines[lines.length - 1] = longer;
  }
  return lines.map((line, i) => `${i === 0 ? first : ' '.repeat(indent)}${paint(line)}`.trimEnd()).join('\n');
}

/** Characters that are seen: colours take no room. */
const widthOf = (text: string): number => stripVTControlCharacters(text).length;
