import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import { type ExplainOptions, explainCommand } from './explain-command.ts';

const more = `
What it shows:
  who it is, and what the settings say of it
  its day, by hour and target: attempts denied and let in, ports
  its targeting score as a waterfall, with the numbers that went in (that of
  its prefix too, where five sources of it were denied at one door)
  every finding's condition, met or missed, with the value and the bound
  what was told of it or not, with every change of reason

Files are replayed as if they were being written: each evaluation sees what was
known by then. With --storage the hours, days and incidents of the running
installation are read (app settings of the environment, as in counts), whole
hours as they are known now; nothing is written.

Examples:
  knockwatch explain 203.0.113.7 ./insights-logs-flowlogflowevent
  knockwatch explain 203.0.113.0/24 logs --at "2026-11-21 10:05"
  knockwatch explain 2001:db8:1:2::5 --storage --json

Exit codes:
  0  explained
  1  the address was not seen there, or some of the logs was rejected
  2  something cannot be read or reached, or the command was not understood`;

/** Adds `explain` to the command line. */
export function addExplain(knockwatch: Command, done: (code: ExitCode) => void): void {
  knockwatch
    .command('explain')
    .summary('tell why a source is told of, or not')
    .description('Explains one source: its day, its score, which findings it meets or misses and by how much, and what was told.')
    .argument('<address>', 'IPv4 or IPv6 address (IPv6 stands for its /64), or a prefix: IPv4 /24, IPv6 /48')
    .argument('[path...]', 'flow-log files, folders with .json files, or - for standard input')
    .option('--storage', 'read what the installation has stored, in place of files')
    .option('--at <time>', 'moment to explain, UTC (default: the end of the last hour in which it was seen; with --storage now)')
    .option('--config <file>', 'detection settings (default: KNOCKWATCH_CONFIG, else knockwatch.yaml here, else the defaults)')
    .option('--json', 'print JSON in place of text')
    .addHelpText('after', more)
    .action(async (address: string, paths: string[], options: ExplainOptions) =>
      done(await explainCommand(address, paths, options)),
    );
}
