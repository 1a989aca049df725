import { MultiBar, type SingleBar } from 'cli-progress';
import { type HistoryProgress, historyText } from './history/history-progress.ts';

/** Where the run tells what happens: lines, and on a terminal a progress bar below them. */
export interface Screen {
  print(line: string): void;
  /**
   * Shows how far the history is: by a bar, or where there is no terminal by a line every tenth that was read.
   *
   * @param say says that line
   */
  showHistory(progress: HistoryProgress, say: (line: string) => void): void;
  /** Takes the bar away for good; lines go on. */
  close(): void;
}

/** A screen on a stream such as standard output. */
export function openScreen(stream: NodeJS.WriteStream): Screen {
  return stream.isTTY ? terminalScreen(stream) : plainScreen((line) => void stream.write(`${line}\n`));
}

/** Lines only. */
export function plainScreen(print: (line: string) => void): Screen {
  let toldTenths = 0;
  return {
    print,
    showHistory(progress, say) {
      const tenths = Math.floor((progress.done / progress.hours) * 10);
      if (progress.step === 'writing' || tenths <= toldTenths) return;
      toldTenths = tenths;
      say(`History: ${historyText(progress)}.`);
    },
    close() {},
  };
}

function terminalScreen(stream: NodeJS.WriteStream): Screen {
  let shown: { readonly all: MultiBar; readonly bar: SingleBar } | null = null;
  let isClosed = false;
  const begin = (hours: number) => {
    const all = new MultiBar({
      format: '  History  {bar}  {text}',
      barsize: 30,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      clearOnComplete: true,
      gracefulExit: false,
      stream,
    });
    return { all, bar: all.create(hours, 0, { text: '' }) };
  };
  const takeAway = (): void => {
    // Lines still waiting are written by an update; stopping alone would lose them.
    shown?.all.update();
    shown?.all.stop();
    shown = null;
  };
  return {
    print(line) {
      if (shown === null) stream.write(`${line}\n`);
      else shown.all.log(`${line}\n`);
    },
    showHistory(progress) {
      if (progress.step === 'read' || isClosed) return takeAway();
      shown ??= begin(progress.hours);
      shown.bar.update(progress.done, { text: historyText(progress) });
    },
    close() {
      isClosed = true;
      takeAway();
    },
  };
}
