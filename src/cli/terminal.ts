import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes text and waits until the stream takes more, so that nothing piles up in memory. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain');
}

/** Columns where output goes to no terminal, and the fewest that are laid out for. */
const usualColumns = 80;
const leastColumns = 60;

/** Columns of the terminal that standard output goes to; 80 where it is none. */
export const terminalColumns = (): number => Math.max(leastColumns, process.stdout.columns ?? usualColumns);

/** The same, but null where standard output goes elsewhere: then nothing is cut. */
export const columnsToFit = (): number | null => (process.stdout.isTTY === true ? terminalColumns() : null);

/** Columns of the terminal that standard error goes to; null where it goes elsewhere: then every line stays whole. */
export const errorColumns = (): number | null =>
  process.stderr.isTTY === true ? Math.max(leastColumns, process.stderr.columns ?? usualColumns) : null;

/** Ends the process quietly when the reader of standard output goes away, as `| head` does. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      throw error;
    });
  }
}
