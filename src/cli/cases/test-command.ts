import { listFiles } from '../../adapters/files/list-log-files.ts';
import { embeddedDatabasePath, openMaxmindCountries } from '../../adapters/maxmind/maxmind-countries.ts';
import { processEnvironment } from '../../config/process-environment.ts';
import { readFileSettings } from '../../config/read-app-settings.ts';
import { Failure } from '../../model/failure.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { settingsFile } from '../load-settings.ts';
import { terminalColumns, write } from '../terminal.ts';
import { readWrittenSettings } from './case-settings.ts';
import { caseText, summaryText } from './cases-text.ts';
import { askedSources, judgeCase } from './judge-case.ts';
import { type Case, readCaseFile } from './read-case-file.ts';
import { runCase } from './run-case.ts';

export interface TestOptions {
  /** Settings of cases that name none. */
  readonly config?: string;
}

/**
 * Runs cases that users wrote and says what is not as they expect it.
 *
 * @throws Failure `settings-invalid` with every problem of every file, `unreadable-path`, `database-unreadable`
 */
export async function testCommand(paths: readonly string[], { config }: TestOptions): Promise<ExitCode> {
  const { configFile, countryDatabase } = readFileSettings(processEnvironment());
  const usual = await readWrittenSettings(settingsFile(config, configFile));
  const files = await listFiles(paths, ['.yaml', '.yml']);
  const cases = await readAll(files, usual);
  const countries = await openMaxmindCountries(countryDatabase ?? embeddedDatabasePath());
  let failed = 0;
  for (const one of cases) {
    const judged = judgeCase(one, await runCase(one, countries, askedSources(one)));
    if (judged.failures.length > 0) failed++;
    await write(process.stdout, caseText(one, judged, terminalColumns()));
  }
  await write(process.stdout, `\n${summaryText(cases.length, files.length, failed)}`);
  return failed === 0 ? exitCode.ok : exitCode.problems;
}

/** All files before any case runs: what is wrong in several is told at once. */
async function readAll(files: readonly string[], usual: Parameters<typeof readCaseFile>[1]): Promise<readonly Case[]> {
  const cases: Case[] = [];
  const problems: string[] = [];
  for (const file of files) {
    try {
      cases.push(...(await readCaseFile(file, usual)));
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'settings-invalid') throw error;
      problems.push(error.message);
    }
  }
  if (problems.length > 0) throw new Failure('settings-invalid', problems.join('\n'));
  return cases;
}
