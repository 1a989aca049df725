import { blocksCharacters } from './check-slack-limits.ts';
import { countText } from './count-text.ts';
import type { StoryTable } from './finding-story.ts';
import { contextBlock, type RichTextBlock, type SlackBlock, section, tableBlock, textElement } from './slack-blocks.ts';

/** Kept free for what stands between the blocks. */
const reserve = 300;
const maxRows = 50;

/** Whether the blocks have room in one message, with all rows of a table where one is given. */
export function fitsWithTable(blocks: readonly SlackBlock[], table: StoryTable | null): boolean {
  if (table === null) return fits(blocks);
  return table.rows.length <= maxRows && fits([...blocks, tableBlock([table.heading, ...table.rows])]);
}

function fits(blocks: readonly SlackBlock[]): boolean {
  return JSON.stringify(blocks).length <= blocksCharacters - reserve;
}

/**
 * Puts a table between `head` and `tail`, with as many rows as Slack takes in one message; what does not fit is counted below. No table
 * where there is none to show or not one row fits.
 *
 * @param most rows shown at most
 */
export function withTable(
  head: readonly SlackBlock[],
  table: StoryTable | null,
  tail: readonly SlackBlock[],
  most = maxRows,
): readonly SlackBlock[] {
  if (table === null) return [...head, ...tail];
  const { heading, rows } = table;
  for (let shown = Math.min(rows.length, most); shown > 0; shown--) {
    const blocks = [...head, tableBlock([heading, ...rows.slice(0, shown)]), ...uncounted(table, shown), ...tail];
    if (fits(blocks)) return blocks;
  }
  return [...head, ...uncounted(table, 0), ...tail];
}

function uncounted({ rows, noun }: StoryTable, shown: number): readonly SlackBlock[] {
  const left = rows.length - shown;
  return left > 0 ? [contextBlock(`and ${countText(left, `more ${noun}`)} that this message has no room for`)] : [];
}

/** Takes lines away, each time the last of the longest list, until the blocks have room in one message; a list that lost some ends with `…`. */
export function withFewerLines(blocks: readonly SlackBlock[]): readonly SlackBlock[] {
  let shown = blocks;
  while (!fits(shown)) {
    const longest = shown.filter(hasLines).sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0];
    if (longest === undefined) return shown;
    shown = shown.map((block) => (block === longest ? withoutLastLine(longest) : block));
  }
  return shown;
}

const hasLines = (block: SlackBlock): block is RichTextBlock =>
  block.type === 'rich_text' && block.elements.some((part) => part.type === 'rich_text_list' && part.elements.length > 1);

function withoutLastLine(block: RichTextBlock): RichTextBlock {
  const elements = block.elements.map((part) => {
    if (part.type !== 'rich_text_list') return part;
    const lines = part.elements.filter((line) => line !== cut);
    return { ...part, elements: [...lines.slice(0, -1), cut] };
  });
  return { ...block, elements };
}

/** Stands for the lines that were taken away. */
const cut = section(textElement('…'));
