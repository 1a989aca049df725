import type { StyledText } from './read-blocks.ts';

/** Draws a text in its style. */
export type Paint = (text: string, style: StyledText) => string;

interface Word {
  readonly text: string;
  readonly style: StyledText;
}

/**
 * Breaks styled text into lines of at most `columns` characters, between words; a longer word stands on its own line whole,
 * so that it can be copied. Line breaks in the text are kept.
 */
export function wrapText(texts: readonly StyledText[], columns: number, paint: Paint): readonly string[] {
  return wordsByLine(texts).flatMap((words) => fill(words, columns).map((line) => paintLine(line, paint)));
}

function wordsByLine(texts: readonly StyledText[]): readonly (readonly Word[])[] {
  const lines: Word[][] = [[]];
  for (const style of texts) {
    for (const [index, line] of style.text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push(...line.split(' ').flatMap((text) => (text === '' ? [] : [{ text, style }])));
    }
  }
  return lines.filter((words) => words.length > 0);
}

function fill(words: readonly Word[], columns: number): readonly (readonly Word[])[] {
  const lines: Word[][] = [];
  let width = 0;
  for (const word of words) {
    const line = lines.at(-1);
    if (line === undefined || width + 1 + word.text.length > columns) {
      lines.push([word]);
      width = word.text.length;
    } else {
      line.push(word);
      width += 1 + word.text.length;
    }
  }
  return lines;
}

/** Words in a row in one style are painted together. */
function paintLine(words: readonly Word[], paint: Paint): string {
  const runs: { text: string; readonly style: StyledText }[] = [];
  for (const { text, style } of words) {
    const run = runs.at(-1);
    if (run?.style === style) run.text += ` ${text}`;
    else runs.push({ text, style });
  }
  return runs.map(({ text, style }) => paint(text, style)).join(' ');
}
