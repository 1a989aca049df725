import { embeddedDatabasePath, openMaxmindCountries } from '../../adapters/maxmind/maxmind-countries.ts';
import { processEnvironment } from '../../config/process-environment.ts';
import { readFileSettings } from '../../config/read-app-settings.ts';
import { readSubject, type Subject } from '../../detect/explain/subject.ts';
import { Failure } from '../../model/failure.ts';
import type { DetectionSettings } from '../../model/settings.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { minuteText } from '../incident-lines.ts';
import { loadSettings, settingsFile } from '../load-settings.ts';
import { withProgress } from '../progress.ts';
import { rejectionsText } from '../rejections-text.ts';
import { openLogFiles } from '../replay/source-of-files.ts';
import { noRecords } from '../scan-text.ts';
import { terminalColumns, write } from '../terminal.ts';
import { type ExplainedLogs, explainLogs } from './explain-logs.ts';
import { explainReport } from './explain-report.ts';
import { explainStorage } from './explain-storage.ts';
import { explainText } from './explain-text.ts';
import type { Explanation } from './explanation.ts';
import { readMoment } from './read-moment.ts';

export interface ExplainOptions {
  /** Read what the installation of the environment has stored, rather than files. */
  readonly storage?: boolean;
  readonly at?: string;
  readonly config?: string;
  readonly json?: boolean;
}

/**
 * Explains why an address is or is not found, and was or was not told.
 *
 * @param paths logs to read; none with `storage`
 * @throws Failure `settings-invalid`, `unreadable-path`, `database-unreadable`, and what storage throws
 */
export async function explainCommand(address: string, paths: readonly string[], options: ExplainOptions): Promise<ExitCode> {
  const subject = checkSubject(address);
  checkSource(paths, options);
  const atMs = options.at === undefined ? null : readMoment(options.at);
  const { configFile } = readFileSettings(processEnvironment());
  const settings = await loadSettings(settingsFile(options.config, configFile));
  if (options.storage === true) return tell(await explainStorage(processEnvironment(), settings, subject, atMs), options);
  const explained = await readLogs(paths, settings, subject, atMs);
  await write(process.stderr, rejectionsText(explained.rejections, explained.unread));
  if (explained.explanation !== null)
    return tell(explained.explanation, options, explained.rejections.length + explained.unread.length);
  await write(process.stderr, notSeen(subject, explained));
  return exitCode.problems;
}

function checkSubject(address: string): Subject {
  const subject = readSubject(address);
  if (subject !== null) return subject;
  const expected =
    'expected one such as 203.0.113.7 or 2001:db8::1, or a prefix: 203.0.113.0/24 (IPv4 /24) or 2001:db8:1::/48 (IPv6 /48)';
  throw new Failure('settings-invalid', `"${address}" is no address that can be explained, ${expected}`);
}

function checkSource(paths: readonly string[], { storage }: ExplainOptions): void {
  if (storage === true && paths.length > 0) throw new Failure('settings-invalid', 'Give either paths or --storage, not both');
  if (storage !== true && paths.length === 0) {
    throw new Failure(
      'settings-invalid',
      'Nothing to read: give flow-log files or folders, or --storage for what the installation has stored',
    );
  }
}

async function readLogs(
  paths: readonly string[],
  settings: DetectionSettings,
  subject: Subject,
  atMs: number | null,
): Promise<ExplainedLogs> {
  const { countryDatabase } = readFileSettings(processEnvironment());
  const countries = await openMaxmindCountries(countryDatabase ?? embeddedDatabasePath());
  return withProgress(async (progress) => {
    const source = await openLogFiles(paths, progress);
    return explainLogs({ source, countries, settings, subject, atMs, progress });
  });
}

function notSeen({ name }: Subject, { span }: ExplainedLogs): string {
  if (span === null) return noRecords;
  return `${name} was not seen in these logs (${minuteText(span.fromMs)} to ${minuteText(span.toMs)} UTC).\n`;
}

async function tell(explanation: Explanation, { json }: ExplainOptions, leftOut = 0): Promise<ExitCode> {
  const text =
    json === true ? `${JSON.stringify(explainReport(explanation), null, 2)}\n` : explainText(explanation, terminalColumns());
  await write(process.stdout, text);
  return leftOut > 0 || explanation.day.hours.length === 0 ? exitCode.problems : exitCode.ok;
}
