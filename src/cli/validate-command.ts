import pc from 'picocolors';
import { findWarnings } from '../config/find-warnings.ts';
import { processEnvironment } from '../config/process-environment.ts';
import { readFileSettings } from '../config/read-app-settings.ts';
import { type PlacedProblem, problemLine, readSettingsText, type SettingsRead } from '../config/read-settings-text.ts';
import type { DetectionSettings } from '../model/settings.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { readSettingsOf, settingsFile } from './load-settings.ts';
import { plural } from './plural.ts';
import { write } from './terminal.ts';

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
    const lines = read.problems.map((problem) => `${problemLine(name, problem)}\n`);
    return write(process.stderr, lines.join(''));
  }
  const label = pc.createColors(process.stderr.isTTY === true && pc.isColorSupported).yellow('warning:');
  await write(process.stderr, warnings.map((warning) => `${label} ${problemLine(name, warning)}\n`).join(''));
  await write(process.stdout, `${file ?? 'default settings (no file)'}: valid, ${summary(read.settings, warnings)}\n`);
}

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
