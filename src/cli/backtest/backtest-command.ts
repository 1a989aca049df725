import { embeddedDatabasePath, openMaxmindCountries } from '../../adapters/maxmind/maxmind-countries.ts';
import { processEnvironment } from '../../config/process-environment.ts';
import { readFileSettings } from '../../config/read-app-settings.ts';
import { Failure } from '../../model/failure.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { loadSettings, readSettingsOf, settingsFile } from '../load-settings.ts';
import { type Progress, withProgress } from '../progress.ts';
import { rejectionsText } from '../rejections-text.ts';
import type { LogSource } from '../replay/log-source.ts';
import { replayLogs } from '../replay/replay-logs.ts';
import { openLogFiles } from '../replay/source-of-files.ts';
import { openStoredLogs } from '../replay/source-of-storage.ts';
import { noRecords } from '../scan-text.ts';
import { columnsToFit, write } from '../terminal.ts';
import { againstText } from './against-text.ts';
import { type BacktestResult, backtestReport } from './backtest-report.ts';
import { backtestText } from './backtest-text.ts';
import { compareTried } from './compare-tried.ts';
import { parseSweep } from './parse-sweep.ts';
import { type ShadowMessages, shadowMessages, withoutShadow } from './shadow-messages.ts';
import { sweepText } from './sweep-text.ts';
import { sweepValues } from './sweep-values.ts';
import { type Trial, tryOut } from './tried-settings.ts';

export interface BacktestOptions {
  readonly json?: boolean;
  readonly config?: string;
  readonly against?: string;
  readonly sweep?: string;
  /** Places in the flow-log accounts, in place of paths. */
  readonly storage?: readonly string[];
}

/**
 * Replays logs of the past under one file of settings, and others beside it, and prints what would have been told.
 *
 * @throws Failure `settings-invalid`, `unreadable-path`, `database-unreadable`, and what storage throws
 */
export async function backtestCommand(paths: readonly string[], options: BacktestOptions): Promise<ExitCode> {
  checkOptions(paths, options);
  const { configFile, countryDatabase } = readFileSettings(processEnvironment());
  const file = settingsFile(options.config, configFile);
  const plan = await planTrials(await loadSettings(file), file, options);
  const countries = await openMaxmindCountries(countryDatabase ?? embeddedDatabasePath());
  const { span, rejections, unread } = await withProgress(async (progress) =>
    replayLogs({
      source: await openLogs(paths, options, progress),
      countries,
      runs: plan.trials.map(({ run }) => run),
      progress,
    }),
  );
  const page = plan.page(span);
  await write(process.stdout, options.json === true ? `${JSON.stringify(backtestReport(page.result), null, 2)}\n` : page.text());
  await write(process.stderr, rejectionsText(rejections, unread));
  return rejections.length + unread.length > 0 ? exitCode.problems : exitCode.ok;
}

function checkOptions(paths: readonly string[], { storage = [], against, sweep }: BacktestOptions): void {
  const problem =
    paths.length > 0 && storage.length > 0
      ? 'Name files and folders, or --storage, not both'
      : paths.length + storage.length === 0
        ? 'Name the logs to replay: files, folders, - for standard input, or --storage'
        : against !== undefined && sweep !== undefined
          ? 'Compare with --against, or try values with --sweep, not both'
          : null;
  if (problem !== null) throw new Failure('settings-invalid', problem);
}

const openLogs = (paths: readonly string[], { storage = [] }: BacktestOptions, progress: Progress): Promise<LogSource> =>
  storage.length > 0 ? openStoredLogs(processEnvironment(), storage, progress) : openLogFiles(paths, progress);

/** All that is tried on the logs at once, and how it is shown. */
interface BacktestPlan {
  readonly trials: readonly Trial[];
  readonly page: (span: BacktestResult['span']) => { readonly result: BacktestResult; readonly text: () => string };
}

function planTrials(
  settings: DetectionSettings,
  file: string | null,
  options: BacktestOptions,
): Promise<BacktestPlan> | BacktestPlan {
  if (options.against !== undefined) return planAgainst(settings, file, options.against);
  if (options.sweep !== undefined) return planSweep(settings, file, options.sweep);
  return planAlone(settings, file);
}

const nameOf = (file: string | null): string => file ?? 'the default settings';

function planAlone(settings: DetectionSettings, file: string | null): BacktestPlan {
  const trial = tryOut(settings);
  const shown = withoutShadow(settings);
  const unshadowed = shown === null ? null : tryOut(shown, 'regularly');
  const shadow = (): readonly ShadowMessages[] => (unshadowed === null ? [] : shadowMessages(settings, unshadowed.tried()));
  return {
    trials: unshadowed === null ? [trial] : [trial, unshadowed],
    page: (span) => {
      const tried = trial.tried();
      const page = { tried, file: nameOf(file) };
      return {
        result: { span, tried, against: null, sweep: null },
        text: () => (span === null ? noRecords : backtestText({ ...page, span, shadow: shadow() }, columnsToFit())),
      };
    },
  };
}

async function planAgainst(settings: DetectionSettings, file: string | null, otherFile: string): Promise<BacktestPlan> {
  const [trial, other] = [tryOut(settings), tryOut(await loadSettings(otherFile))];
  return {
    trials: [trial, other],
    page: (span) => {
      const [before, after] = [
        { file: otherFile, tried: other.tried() },
        { file: nameOf(file), tried: trial.tried() },
      ];
      const difference = compareTried(before.tried, after.tried);
      return {
        result: { span, tried: after.tried, against: { tried: before.tried, difference }, sweep: null },
        text: () => (span === null ? noRecords : againstText(before, after, difference, span, columnsToFit())),
      };
    },
  };
}

async function planSweep(settings: DetectionSettings, file: string | null, asked: string): Promise<BacktestPlan> {
  const trial = tryOut(settings);
  const sweep = sweepValues(parseSweep(asked), file === null ? '' : await readSettingsOf(file));
  return {
    trials: [trial, ...sweep.trials],
    page: (span) => {
      const values = span === null ? [] : sweep.swept(span);
      const { setting } = sweep;
      return {
        result: { span, tried: trial.tried(), against: null, sweep: { setting, values } },
        text: () => (span === null ? noRecords : sweepText({ setting, file: nameOf(file), values, span }, columnsToFit())),
      };
    },
  };
}
