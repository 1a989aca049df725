import { processEnvironment } from '../config/process-environment.ts';
import { readFileSettings } from '../config/read-app-settings.ts';
import { Failure } from '../model/failure.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { loadSettings, settingsFile } from './load-settings.ts';
import { plural } from './plural.ts';
import { write } from './terminal.ts';

/**
 * Checks a settings file; each problem is one line on standard error.
 *
 * @throws Failure `unreadable-path`
 */
export async function validateCommand(named: string | undefined): Promise<ExitCode> {
  const file = settingsFile(named, readFileSettings(processEnvironment()).configFile);
  try {
    const { version, watchedPorts, expectedSources, targets, suppressions } = await loadSettings(file);
    const holds = [
      plural(watchedPorts.length, 'watched port'),
      plural(expectedSources.length, 'expected source'),
      plural(targets.length, 'named target'),
      plural(suppressions.length, 'suppression'),
    ].join(', ');
    await write(process.stdout, `${file ?? 'default settings (no file)'}: valid, version ${version}; ${holds}\n`);
    return exitCode.ok;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'settings-invalid') throw error;
    await write(process.stderr, `${error.message}\n`);
    return exitCode.problems;
  }
}
