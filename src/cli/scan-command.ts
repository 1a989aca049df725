import { embeddedDatabasePath, openMaxmindCountries } from '../adapters/maxmind/maxmind-countries.ts';
import { processEnvironment } from '../config/process-environment.ts';
import { readFileSettings } from '../config/read-app-settings.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { incidentReport } from './incident-report.ts';
import { loadSettings, settingsFile } from './load-settings.ts';
import { digestOfLogs } from './page/digest-of-logs.ts';
import { writeScanPage } from './page/write-scan-page.ts';
import { withProgress } from './progress.ts';
import { rejectionsText } from './rejections-text.ts';
import { openLogFiles } from './replay/source-of-files.ts';
import { type ScanResult, scanLogs } from './scan-logs.ts';
import { scanText } from './scan-text.ts';
import { columnsToFit, write } from './terminal.ts';

export interface ScanOptions {
  readonly json?: boolean;
  readonly config?: string;
  /** Where the page of the last day is written. */
  readonly html?: string;
}

/**
 * Runs the whole pipeline in memory over files, folders or standard input (`-`) and prints what was counted and found.
 *
 * @throws Failure `unreadable-path`, `settings-invalid`, `database-unreadable`
 */
export async function scanCommand(paths: readonly string[], options: ScanOptions): Promise<ExitCode> {
  const { configFile, countryDatabase } = readFileSettings(processEnvironment());
  const settings = await loadSettings(settingsFile(options.config, configFile));
  const countries = await openMaxmindCountries(countryDatabase ?? embeddedDatabasePath());
  const digest = digestOfLogs(settings);
  const addToDigest = options.html === undefined ? undefined : digest.add;
  const result = await withProgress(async (progress) =>
    scanLogs(await openLogFiles(paths, progress), countries, settings, progress, addToDigest),
  );
  await write(process.stdout, options.json === true ? scanJson(result) : scanText(result, settings, columnsToFit()));
  await write(process.stderr, rejectionsText(result.rejections, result.unread));
  if (options.html !== undefined) {
    const countryDatabaseUsed = { builtAtMs: countries.databaseDateMs, isOwn: countryDatabase !== null };
    const page = digest.result({ incidents: result.incidents, countryDatabase: countryDatabaseUsed });
    await write(process.stderr, await writeScanPage(options.html, page));
  }
  return result.rejections.length + result.unread.length > 0 ? exitCode.problems : exitCode.ok;
}

function scanJson({ span, counts, incidents }: ScanResult): string {
  const from = span === null ? null : new Date(span.fromMs).toISOString();
  const to = span === null ? null : new Date(span.toMs).toISOString();
  return `${JSON.stringify({ from, to, ...counts, incidents: incidents.map(incidentReport) }, null, 2)}\n`;
}
