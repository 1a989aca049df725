import { listLogFiles } from '../adapters/files/list-log-files.ts';
import { embeddedDatabasePath, openMaxmindCountries } from '../adapters/maxmind/maxmind-countries.ts';
import { processEnvironment } from '../config/process-environment.ts';
import { readFileSettings } from '../config/read-app-settings.ts';
import { rejectionLine, shownName } from './decode-command.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { incidentReport } from './incident-report.ts';
import { loadSettings, settingsFile } from './load-settings.ts';
import { digestOfLogs } from './page/digest-of-logs.ts';
import { writeScanPage } from './page/write-scan-page.ts';
import { type PlacedFile, placeLogFile } from './place-log-file.ts';
import { plural } from './plural.ts';
import { terminalProgress } from './progress.ts';
import { type FileRejection, type ScanResult, scanLogs } from './scan-logs.ts';
import { scanText } from './scan-text.ts';
import { write } from './terminal.ts';

/** Rejections shown; the rest is one line. */
const mostRejections = 20;

export interface ScanOptions {
  readonly json?: boolean;
  readonly config?: string;
  /** Where the page of the last day is written to. */
  readonly html?: string;
}

/**
 * Runs the whole pipeline in memory over files, folders or standard input (`-`) and prints what was counted and found.
 *
 * @throws Failure `unreadable-path`, `unwritable-path`, `settings-invalid`, `database-unreadable`
 */
export async function scanCommand(paths: readonly string[], options: ScanOptions): Promise<ExitCode> {
  const { configFile, countryDatabase } = readFileSettings(processEnvironment());
  const settings = await loadSettings(settingsFile(options.config, configFile));
  const countries = await openMaxmindCountries(countryDatabase ?? embeddedDatabasePath());
  const files = await listLogFiles(paths);
  const digest = digestOfLogs(settings);
  const progress = terminalProgress();
  const result = await withProgress(progress, async () => {
    progress.stage('Reading', files.length);
    const placed: PlacedFile[] = [];
    for (const file of files) {
      placed.push(await placeLogFile(file));
      progress.step();
    }
    return scanLogs(placed, countries, settings, progress, options.html === undefined ? undefined : digest.add);
  });
  await write(process.stdout, options.json === true ? scanJson(result) : scanText(result, settings));
  await write(process.stderr, rejectionsText(result.rejections));
  if (options.html !== undefined) {
    const told = {
      incidents: result.incidents,
      countryDatabase: { builtAtMs: countries.databaseDateMs, isOwn: countryDatabase !== null },
    };
    await write(process.stderr, await writeScanPage(options.html, digest.result(told)));
  }
  return result.rejections.length > 0 ? exitCode.problems : exitCode.ok;
}

/** The bar goes away before anything else is written, also before an error. */
async function withProgress<T>(progress: { stop(): void }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    progress.stop();
  }
}

function scanJson({ span, counts, incidents }: ScanResult): string {
  const from = span === null ? null : new Date(span.fromMs).toISOString();
  const to = span === null ? null : new Date(span.toMs).toISOString();
  return `${JSON.stringify({ from, to, ...counts, incidents: incidents.map(incidentReport) }, null, 2)}\n`;
}

function rejectionsText(rejections: readonly FileRejection[]): string {
  const rest = rejections.slice(mostRejections);
  const lines = rejections.slice(0, mostRejections).map(({ path, rejection }) => rejectionLine(path, rejection));
  const names = [...new Set(rest.map(({ path }) => shownName(path)))].slice(0, 3).join(' ');
  if (rest.length > 0)
    lines.push(`and ${plural(rest.length, 'more', 'more')} rejected; all of a file: knockwatch decode ${names}\n`);
  return lines.join('');
}
