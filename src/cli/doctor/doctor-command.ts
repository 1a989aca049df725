import { wallClock } from '../../adapters/clocks.ts';
import { readTextFile } from '../../adapters/files/read-text-file.ts';
import { parseSettingsJson } from '../../config/parse-settings-json.ts';
import { type Environment, processEnvironment } from '../../config/process-environment.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { write } from '../terminal.ts';
import type { Check } from './check.ts';
import { areaText, verdictText } from './doctor-text.ts';
import { examine } from './examine.ts';

export interface DoctorOptions {
  readonly send?: boolean;
  readonly json?: boolean;
  /** A file with app settings. */
  readonly settings?: string;
}

/** Columns of a terminal that does not tell them, and the widest lines that are pleasant to read. */
const columns = { usual: 80, widest: 120 } as const;

/**
 * Tries storage, tables, Slack, databases and settings one by one, and says of each what came back and what to do.
 *
 * @throws Failure `unreadable-path`, `settings-invalid` where the file with app settings cannot be used
 */
export async function doctorCommand({ send = false, json = false, settings }: DoctorOptions): Promise<ExitCode> {
  const env = await environment(settings);
  const width = Math.min(process.stdout.columns ?? columns.usual, columns.widest);
  const checks: Check[] = [];
  for await (const area of examine({ env, sends: send, wallClock })) {
    checks.push(...area);
    if (!json) await write(process.stdout, areaText(area, width));
  }
  await write(process.stdout, json ? report(checks) : verdictText(checks));
  return isWell(checks) ? exitCode.ok : exitCode.problems;
}

/** The environment goes before the file, so that a secret need not stand in one. */
async function environment(file: string | undefined): Promise<Environment> {
  if (file === undefined) return processEnvironment();
  const given = Object.entries(processEnvironment()).filter(([, value]) => value !== undefined && value !== '');
  return { ...parseSettingsJson(await readTextFile(file), file), ...Object.fromEntries(given) };
}

const isWell = (checks: readonly Check[]): boolean => checks.every(({ outcome }) => outcome !== 'wrong');

const report = (checks: readonly Check[]): string =>
  `${JSON.stringify({ at: new Date(wallClock.now()).toISOString(), well: isWell(checks), checks }, null, 2)}\n`;
