import { rejectionLine, shownName } from './decode-command.ts';
import { plural } from './plural.ts';
import type { FileRejection } from './replay/log-source.ts';

/** Rejections shown; the rest is one line. */
const mostRejections = 20;

/** What could not be decoded, a line each; then blobs that could not be read at all. */
export function rejectionsText(rejections: readonly FileRejection[], unread: readonly string[]): string {
  const rest = rejections.slice(mostRejections);
  const lines = rejections.slice(0, mostRejections).map(({ path, rejection }) => rejectionLine(path, rejection));
  const names = [...new Set(rest.map(({ path }) => shownName(path)))].slice(0, 3).join(' ');
  if (rest.length > 0)
    lines.push(`and ${plural(rest.length, 'more', 'more')} rejected; all of a file: knockwatch decode ${names}\n`);
  return [...lines, ...unread.slice(0, mostRejections).map((blob) => `not read: ${blob}\n`), ...moreUnread(unread)].join('');
}

const moreUnread = ({ length }: readonly string[]): readonly string[] =>
  length > mostRejections ? [`and ${plural(length - mostRejections, 'more blob')} not read\n`] : [];
