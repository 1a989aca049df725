import { blocksCharacters } from './check-slack-limits.ts';
import { countText } from './count-text.ts';
import type { StoryTable } from './finding-story.ts';
import { contextBlock, type SlackBlock, tableBlock } from './slack-blocks.ts';

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
