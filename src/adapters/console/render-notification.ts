import Table from 'cli-table3';
import pc from 'picocolors';
import type { Notification } from '../../model/notification.ts';
import { type ReadableBlock, readBlocks } from './read-blocks.ts';
import { type Paint, wrapText } from './wrap-text.ts';

export interface RenderOptions {
  /** Width of the terminal; less than 80 is taken as 80. */
  readonly columns: number;
  readonly isColored: boolean;
}

const narrowest = 80;
/** Wider lines are hard to read. */
const widest = 120;

/** Renders the blocks of a message as lines of text, as Slack would show them; without a line break at the end. */
export function renderNotification({ blocks }: Pick<Notification, 'blocks'>, { columns, isColored }: RenderOptions): string {
  const width = Math.min(widest, Math.max(narrowest, columns));
  const colors = pc.createColors(isColored);
  return readBlocks(blocks)
    .map((block) => renderBlock(block, width, colors))
    .join('\n');
}

function renderBlock(block: ReadableBlock, width: number, colors: ReturnType<typeof pc.createColors>): string {
  const paint: Paint = (text, { isBold, isStruck }) => {
    const struck = isStruck ? colors.strikethrough(text) : text;
    return isBold ? colors.bold(struck) : struck;
  };
  switch (block.kind) {
    case 'header':
      return colors.bold(block.text);
    case 'context':
      return wrapText([{ text: block.text, isBold: false, isStruck: false }], width, (text) => colors.dim(text)).join('\n');
    case 'preformatted':
      return block.text.replace(/^/gm, '  ');
    case 'actions':
      return colors.dim(block.labels.map((label) => `[${label}]`).join(' '));
    case 'divider':
      return colors.dim('─'.repeat(width));
    case 'paragraph':
      return wrapText(block.texts, width - block.prefix.length, paint)
        .map((line, index) => (index === 0 ? block.prefix : ' '.repeat(block.prefix.length)) + line)
        .join('\n');
    case 'table':
      return renderTable(block.rows, width);
  }
}

/** Where the longest words have no room side by side, a row is told in a line. */
function renderTable([head = [], ...rows]: readonly (readonly string[])[], width: number): string {
  const room = width - head.length - 1;
  const columns = head.map((_, column) => [head, ...rows].map((cells) => cells[column] ?? ''));
  const least = columns.map((cells) => Math.max(...cells.flatMap((cell) => cell.split(' ')).map(({ length }) => length)) + 2);
  if (sum(least) > room) return rows.flatMap((cells) => renderRow(head, cells, width)).join('\n');
  const natural = columns.map((cells) => Math.max(...cells.map(({ length }) => length)) + 2);
  const table = new Table({
    head: [...head],
    colWidths: shrink(natural, least, room),
    wordWrap: true,
    style: { head: [], border: [] },
  });
  table.push(...rows.map((cells) => [...cells]));
  return table.toString();
}

function renderRow(head: readonly string[], cells: readonly string[], width: number): readonly string[] {
  const parts = cells.map((cell, column) => (column === 0 ? cell : `${head[column] ?? ''} ${cell}`));
  const lines = wrapText([{ text: parts.join(' · '), isBold: false, isStruck: false }], width - 2, (text) => text);
  return lines.map((line, index) => (index === 0 ? '• ' : '  ') + line);
}

/** Takes what is too much from the columns with most to spare. */
function shrink(widths: readonly number[], least: readonly number[], room: number): number[] {
  const shrunk = [...widths];
  for (let excess = sum(shrunk) - room; excess > 0; excess--) {
    const spare = shrunk.map((columnWidth, column) => columnWidth - (least[column] ?? 0));
    const roomiest = spare.indexOf(Math.max(...spare));
    shrunk[roomiest] = (shrunk[roomiest] ?? 0) - 1;
  }
  return shrunk;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
