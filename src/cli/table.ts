import CliTable from 'cli-table3';
import pc from 'picocolors';

/** A column: its heading, and on which side its cells stand. */
export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: ' ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** Rows under headings, without borders, each line indented by one space. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const drawn = new CliTable({
    head: columns.map(({ heading }) => (heading === '' ? '' : pc.dim(heading))),
    colAligns: columns.map(({ align }) => align),
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows) drawn.push([...row]);
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** A bar as long as `value` is of `most`, in eighths of a character. */
export function bar(value: number, most: number, width: number): string {
  const eighths = most === 0 ? 0 : Math.max(1, Math.round((value / most) * width * 8));
  const rest = ' ▏▎▍▌▋▊▉'.charAt(eighths % 8).trim();
  return pc.cyan(`${'█'.repeat(Math.floor(eighths / 8))}${rest}`);
}
