import { Command } from 'commander';
import { addBacktest } from './backtest/add-backtest.ts';
import { addTest } from './cases/add-test.ts';
import { countsCommand } from './counts-command.ts';
import { decodeCommand } from './decode-command.ts';
import type { ExitCode } from './exit-code.ts';
import { addExplain } from './explain/add-explain.ts';
import { replayCommand } from './replay-command.ts';
import { scanCommand } from './scan-command.ts';
import { type ValidateOptions, validateCommand } from './validate-command.ts';

const exitCodes = `
Exit codes:
  0  all went well
  1  something was rejected (decode, scan, replay), or the settings have problems (validate)
  2  something cannot be read or reached, or the command was not understood`;

/** Of all commands together; those that mean more by them say so in their own help. */
const everyExitCode = `
Exit codes:
  0  all went well
  1  something was rejected or not seen (decode, scan, backtest, explain, replay), a case failed (test), or the settings
     have problems (validate)
  2  something cannot be read or reached, or the command was not understood`;

/** The command line; `done` is told the exit code of the command that ran. */
export function program(done: (code: ExitCode) => void): Command {
  const knockwatch = new Command('knockwatch')
    .description('Reads Azure flow logs (NSG and virtual network) and tells who knocked, and who got in.')
    .usage('COMMAND [options]')
    .addHelpText('after', everyExitCode)
    .addHelpText('after', '\nknockwatch COMMAND --help explains a command.')
    .showSuggestionAfterError()
    .exitOverride();
  addDecode(knockwatch, done);
  addScan(knockwatch, done);
  addBacktest(knockwatch, done);
  addCounts(knockwatch, done);
  addReplay(knockwatch, done);
  addValidate(knockwatch, done);
  addExplain(knockwatch, done);
  addTest(knockwatch, done);
  return knockwatch;
}

type Done = (code: ExitCode) => void;

function addDecode(knockwatch: Command, done: Done): void {
  knockwatch
    .command('decode')
    .summary('print every flow of some files as JSON')
    .description(
      'Prints one JSON object a tuple on standard output; each rejection and a summary of each file on standard error.',
    )
    .argument('<file...>', 'flow-log files (PT1H.json, a single record or block); - reads standard input')
    .addHelpText('after', '\nExample:\n  knockwatch decode PT1H.json | jq -c \'select(.decision == "denied")\'')
    .addHelpText('after', exitCodes)
    .action(async (files: string[]) => done(await decodeCommand(files)));
}

function addScan(knockwatch: Command, done: Done): void {
  knockwatch
    .command('scan')
    .summary('count some files and find the incidents in them')
    .description(
      'Runs the whole pipeline in memory over files: what was denied, from where, and who got in. Nothing is sent or stored.',
    )
    .argument('<path...>', 'flow-log files, folders with .json files, or - for standard input')
    .option('--json', 'print JSON in place of tables')
    .option('--config <file>', 'detection settings (default: KNOCKWATCH_CONFIG, else knockwatch.yaml here, else the defaults)')
    .addHelpText('after', '\nExample:\n  knockwatch scan ./insights-logs-flowlogflowevent')
    .addHelpText('after', exitCodes)
    .action(async (paths: string[], options: { json?: boolean; config?: string }) => done(await scanCommand(paths, options)));
}

function addCounts(knockwatch: Command, done: Done): void {
  knockwatch
    .command('counts')
    .summary('print what storage holds for a day')
    .description('Prints what was counted on a day (UTC), live hours included, from the account that AzureWebJobsStorage names.')
    .argument('[day]', 'as in 2026-11-21 (default: today)')
    .option('--json', 'print JSON in place of tables')
    .addHelpText('after', exitCodes)
    .action(async (day: string | undefined, options: { json?: boolean }) => done(await countsCommand(day, options)));
}

function addReplay(knockwatch: Command, done: Done): void {
  knockwatch
    .command('replay')
    .summary("read a day's rejections again from their blobs")
    .description(
      'Reads again what could not be decoded on a day (UTC), from the blobs, and counts what this version can decode. Takes the app settings of the environment.',
    )
    .argument('<day>', 'as in 2026-11-21')
    .addHelpText('after', exitCodes)
    .action(async (day: string) => done(await replayCommand(day)));
}

function addValidate(knockwatch: Command, done: Done): void {
  knockwatch
    .command('validate')
    .summary('check a settings file')
    .description(
      'Checks the detection settings: names line, field, problem and the nearest valid name of everything that is wrong, and warns of what can never have an effect, has ended, or overlaps.',
    )
    .argument('[file]', 'a file or the address of a blob (default: KNOCKWATCH_CONFIG, else knockwatch.yaml here)')
    .option('--strict', 'end with 1 for warnings too')
    .option('--json', 'print JSON in place of lines')
    .addHelpText('after', '\nExample:\n  knockwatch validate knockwatch.yaml --strict')
    .addHelpText('after', exitCodes)
    .action(async (file: string | undefined, options: ValidateOptions) => done(await validateCommand(file, options, Date.now())));
}
