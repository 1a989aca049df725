import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import { type BacktestOptions, backtestCommand } from './backtest-command.ts';

const help = `
Every incident is found as the app would have found it, on the logs' own clock.
Times and days are UTC. Nothing is sent or stored. Memory does not depend on how
many days are read.

--against shows what changes from FILE to the settings tried: incidents that
appear, disappear, or change in severity or telling, and messages a day side by
side. --sweep tries one number of the settings, by its dotted name, with several
values: a range (about eight steps), a range with its step, or a list. Both
count the logs once.

Examples:
  knockwatch backtest ./logs
  knockwatch backtest ./logs --config new.yaml --against knockwatch.yaml
  knockwatch backtest ./logs --sweep targeted.low=30..70
  knockwatch backtest ./logs --sweep budget.perDay=3,5,10
  knockwatch backtest --storage insights-logs-flowlogflowevent --json

Exit codes:
  0  all went well, whatever was found
  1  some of the logs could not be decoded or read; the rest was replayed
  2  something cannot be read or reached, the settings are not valid, or the
     command was not understood`;

/** Adds `backtest` to the command line; `done` is told its exit code. */
export function addBacktest(knockwatch: Command, done: (code: ExitCode) => void): void {
  const collect = (place: string, places: readonly string[] = []): readonly string[] => [...places, place];
  knockwatch
    .command('backtest')
    .summary('try settings on logs of the past')
    .description(
      'Replays logs and prints what the settings would have told: messages a day, each incident, and what was held back.',
    )
    .argument('[path...]', 'flow-log files, folders with .json files, or - for standard input')
    .option('--config <file>', 'settings to try (default: KNOCKWATCH_CONFIG, else knockwatch.yaml here, else the defaults)')
    .option('--against <file>', 'settings to compare with')
    .option('--sweep <setting=values>', 'try several values of a number, as in targeted.low=30..70')
    .option(
      '--storage <place>',
      'logs in the FLOW_LOGS account: a container, or container/beginning-of-path; may be repeated',
      collect,
    )
    .option('--json', 'print JSON in place of tables')
    .addHelpText('after', help)
    .action(async (paths: string[], options: BacktestOptions) => done(await backtestCommand(paths, options)));
}
