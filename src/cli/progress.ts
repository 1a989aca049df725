import { SingleBar } from 'cli-progress';

/** Told how far a long command is. */
export interface Progress {
  /** A new stage begins, of so many steps. */
  stage(name: string, steps: number): void;
  step(): void;
}

/** The bar goes away before anything else is written, also before an error. */
export async function withProgress<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
  const progress = terminalProgress();
  try {
    return await work(progress);
  } finally {
    progress.stop();
  }
}

/** A progress bar on standard error; nothing where that is no terminal. */
function terminalProgress(): Progress & { stop(): void } {
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
