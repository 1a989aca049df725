import { SingleBar } from 'cli-progress';
import type { ScanProgress } from './scan-logs.ts';

/** A progress bar on standard error; nothing where that is no terminal. */
export function terminalProgress(): ScanProgress & { stop(): void } {
  const isTerminal = process.stderr.isTTY === true;
  let shown: SingleBar | null = null;
  const stop = (): void => shown?.stop();
  return {
    stage: (name, steps) => {
      stop();
      if (!isTerminal) return;
      shown = new SingleBar({
        format: ` ${name} {bar} {value}/{total}`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        hideCursor: true,
        clearOnComplete: true,
        stream: process.stderr,
      });
      shown.start(steps, 0);
    },
    step: () => shown?.increment(),
    stop,
  };
}
