import { Command } from 'commander';
import { addBacktest } from './backtest/add-backtest.ts';
import { addTest } from './cases/add-test.ts';
import { countsCommand } from './counts-command.ts';
import { decodeCommand } from './decode-command.ts';
import { digestCommand } from './digest/digest-command.ts';
import { type DoctorOptions, doctorCommand } from './doctor/doctor-command.ts';
import type { ExitCode } from './exit-code.ts';
import { addExplain } from './explain/add-explain.ts';
import { replayCommand } from './replay-command.ts';
import { scanCommand } from './scan-command.ts';
import { type ValidateOptions, validateCommand } from './validate-command.ts';

/** Of all commands together; each says in its own help what it means by them. */
const everyExitCode = `
Exit codes:
  0  all went well
  1  something was rejected or not seen (decode, scan, backtest, explain), stays
     rejected (replay), was not sent (digest --send) or is wrong (validate,
     doctor), or a case failed (test)
  2  something cannot be read or reached, or the command was not understood`;

const cannotRead = 'something cannot be read, or the command was not understood';
const cannotReach = 'something cannot be read or reached, or the command was not understood';

/** What a command means by its exit codes; 1 is left out where it never ends with it. */
const exitCodes = (problems: string | null, cannot: string): string => `
Exit codes:
  0  all went well${problems === null ? '' : `\n  1  ${problems}`}
  2  ${cannot}`;

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
  addDigest(knockwatch, done);
  addReplay(knockwatch, done);
  addValidate(knockwatch, done);
  addDoctor(knockwatch, done);
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
    .addHelpText('after', exitCodes('something was rejected; the rest was printed', cannotRead))
    .action(async (files: string[]) => done(await decodeCommand(files)));
}

function addScan(knockwatch: Command, done: Done): void {
  knockwatch
    .command('scan')
    .summary('count files and find their incidents')
    .description(
      'Runs the whole pipeline in memory over files: what was denied, from where, and who got in. Nothing is sent or stored.',
    )
    .argument('<path...>', 'flow-log files, folders with .json files, or - for standard input')
    .option('--json', 'print JSON in place of tables')
    .option('--html <file>', 'also write the digest of the last day as a page')
    .option('--config <file>', 'detection settings (default: KNOCKWATCH_CONFIG, else knockwatch.yaml here, else the defaults)')
    .addHelpText('after', '\nExample:\n  knockwatch scan ./insights-logs-flowlogflowevent')
    .addHelpText('after', exitCodes('something was rejected; the rest was counted', cannotRead))
    .action(async (paths: string[], options: { json?: boolean; config?: string; html?: string }) =>
      done(await scanCommand(paths, options)),
    );
}

function addCounts(knockwatch: Command, done: Done): void {
  knockwatch
    .command('counts')
    .summary('print what storage holds for a day')
    .description('Prints what was counted on a day (UTC), live hours included, from the account that AzureWebJobsStorage names.')
    .argument('[day]', 'as in 2026-11-21 (default: today)')
    .option('--json', 'print JSON in place of tables')
    .addHelpText('after', '\nExample:\n  knockwatch counts 2026-11-21')
    .addHelpText('after', exitCodes(null, cannotReach))
    .action(async (day: string | undefined, options: { json?: boolean }) => done(await countsCommand(day, options)));
}

function addDigest(knockwatch: Command, done: Done): void {
  knockwatch
    .command('digest')
    .summary('print or send the digest of a day')
    .description(
      'Prints the daily digest from what storage holds now, or sends it: what was sent of that day is edited. Days are those of digest.timeZone in the settings.',
    )
    .argument('[day]', 'as in 2026-11-21 (default: yesterday)')
    .option('--send', 'send it to the channel of the settings; takes the app settings of the environment')
    .option('--json', 'print JSON in place of text')
    .addHelpText('after', '\nExamples:\n  knockwatch digest 2026-11-21\n  knockwatch digest --send')
    .addHelpText('after', exitCodes('it was not sent, or not wholly (--send)', cannotReach))
    .action(async (day: string | undefined, options: { send?: boolean; json?: boolean }) =>
      done(await digestCommand(day, options)),
    );
}

function addReplay(knockwatch: Command, done: Done): void {
  knockwatch
    .command('replay')
    .summary("read a day's rejections again")
    .description(
      'Reads again what could not be decoded on a day (UTC), from the blobs, and counts what this version can decode. Takes the app settings of the environment.',
    )
    .argument('<day>', 'as in 2026-11-21')
    .addHelpText('after', '\nExample:\n  knockwatch replay 2026-11-21')
    .addHelpText('after', exitCodes('something still cannot be decoded, or is not in its blob any more', cannotReach))
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
    .addHelpText('after', exitCodes('something is wrong; with --strict also where there is a warning', cannotReach))
    .action(async (file: string | undefined, options: ValidateOptions) => done(await validateCommand(file, options, Date.now())));
}

function addDoctor(knockwatch: Command, done: Done): void {
  knockwatch
    .command('doctor')
    .summary('try all that the app needs, one by one')
    .description(
      'Tries everything the app needs, with the app settings of the environment, and says of each what came back and what to do. Changes nothing but a scratch row.',
    )
    .option('--send', 'also send a marked test alert to each channel')
    .option(
      '--settings <file>',
      'app settings from a file: local.settings.json, or what az functionapp config appsettings list printed',
    )
    .option('--json', 'print JSON in place of lines')
    .addHelpText(
      'after',
      '\nExample:\n  az functionapp config appsettings list -g GROUP -n APP > app.json\n  knockwatch doctor --settings app.json',
    )
    .addHelpText('after', exitCodes('something is wrong: its line says what to do', cannotRead))
    .action(async (options: DoctorOptions) => done(await doctorCommand(options)));
}
