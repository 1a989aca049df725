import pc from 'picocolors';
import { findWarnings } from '../config/find-warnings.ts';
import { processEnvironment } from '../config/process-environment.ts';
import { readFileSettings } from '../config/read-app-settings.ts';
import { type PlacedProblem, problemLine, readSettingsText, type SettingsRead } from '../config/read-settings-text.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { hangText } from './hang-text.ts';
import { readSettingsOf, settingsFile } from './load-settings.ts';
import { plural } from './plural.ts';
import { columnsToFit, errorColumns, write } from './terminal.ts';

export interface ValidateOptions {
  readonly json?: boolean;
  /** Warnings count as problems. */
  readonly strict?: boolean;
}

/**
 * Checks a settings file: each problem and each warning is one line on standard error, in the order of the file.
 *
 * @param nowMs what has ended by then is warned of
 * @throws Failure `unreadable-path`, and what storage throws
 */
export async function validateCommand(named: string | undefined, options: ValidateOptions, nowMs: number): Promise<ExitCode> {
  const file = settingsFile(named, readFileSettings(processEnvironment()).configFile);
  const read = readSettingsText(file === null ? '' : await readSettingsOf(file));
  const warnings = read.kind === 'valid' ? findWarnings(read, nowMs) : [];
  if (options.json === true) await write(process.stdout, `${JSON.stringify(report(file, read, warnings), null, 2)}\n`);
  else await tell(file, read, warnings);
  return read.kind === 'invalid' || (options.strict === true && warnings.length > 0) ? exitCode.problems : exitCode.ok;
}

async function tell(file: string | null, read: SettingsRead, warnings: readonly PlacedProblem[]): Promise<void> {
  const name = file ?? 'defaults';
  if (read.kind === 'invalid') {
    return write(process.stderr, read.problems.map((problem) => hanging(problemLine(name, problem), errorColumns())).join(''));
  }
  const label = pc.createColors(process.stderr.isTTY === true && pc.isColorSupported).yellow('warning:');
  const told = warnings.map((warning) => hanging(`${label} ${problemLine(name, warning)}`, errorColumns()));
  await write(process.stderr, told.join(''));
  const valid = `${file ?? 'default settings (no file)'}: valid, ${summary(read.settings, warnings)}`;
  await write(process.stdout, hanging(valid, columnsToFit()));
}

/** A line; on a terminal (null: none) its words hang together below its beginning. */
const hanging = (line: string, columns: number | null): string =>
  `${columns === null ? line : hangText(line, { columns, indent: 4, first: '' })}\n`;

function summary(settings: DetectionSettings, warnings: readonly PlacedProblem[]): string {
  const { version, watchedPorts, thresholds, expectedSources, targets, suppressions } = settings;
  const holds = [
    plural(watchedPorts.length, 'watched port'),
    plural(thresholds.length, 'threshold'),
    plural(expectedSources.length, 'expected source'),
    plural(targets.length, 'named target'),
    plural(suppressions.length, 'suppression'),
  ].join(', ');
  const besides = warnings.length === 0 ? '' : `; ${plural(warnings.length, 'warning')}`;
  return `version ${version}; ${holds}${besides}`;
}

/** What `--json` prints. */
function report(file: string | null, read: SettingsRead, warnings: readonly PlacedProblem[]) {
  return {
    file,
    valid: read.kind === 'valid',
    version: read.kind === 'valid' ? read.settings.version : null,
    problems: read.kind === 'valid' ? [] : read.problems.map(entryOf),
    warnings: warnings.map(entryOf),
  };
}

const entryOf = ({ place, setting, text }: PlacedProblem) => ({ ...place, setting, text });
