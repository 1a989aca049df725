import type { WriteStream } from 'node:tty';

/** Tells people what a long run is at. */
export interface Progress {
  /** A new stage begins, as in `writes 1 GB`. */
  stage(text: string): void;
  /** So much of the stage is done. */
  part(done: number, of: number): void;
}

/** Where progress goes; a terminal or a file. */
type Stream = Pick<WriteStream, 'write'> & { readonly isTTY?: boolean };

/**
 * Progress of one bench on a stream (standard error). A terminal shows one line that changes; elsewhere each stage and each quarter of one
 * is a line.
 */
export function showProgress(name: string, stream: Stream): Progress & { clear(): void } {
  const isTerminal = stream.isTTY === true;
  let stage = '';
  let shown = -1;
  const show = (rest: string): void => {
    stream.write(isTerminal ? `\r\x1b[2K${name}: ${stage}${rest}` : `${name}: ${stage}${rest}\n`);
  };
  return {
    stage: (text) => {
      stage = text;
      shown = 0;
      show('');
    },
    part: (done, of) => {
      const percent = of === 0 ? 100 : Math.floor((done / of) * 100);
      const step = isTerminal ? percent : percent - (percent % 25);
      if (step <= shown) return;
      shown = step;
      show(`, ${step} %`);
    },
    clear: () => {
      if (isTerminal) stream.write('\r\x1b[2K');
    },
  };
}
