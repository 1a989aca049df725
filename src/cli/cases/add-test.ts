import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import { type TestOptions, testCommand } from './test-command.ts';

const more = `
A case tells a few attempts and what is to come of them:

  cases:
    - name: a source that was turned away and then gets in is told
      flows:
        - {at: 10:00, from: 203.0.113.7, to: vm-db1, port: 3389,
           decision: denied, times: 30, every: 10s}
        - {at: 10:20, from: 203.0.113.7, to: vm-db1, port: 3389,
           decision: allowed}
      expect:
        - {finding: breakthrough, source: 203.0.113.7, severity: critical,
           reason: first}

The attempts become a flow log, which is counted and evaluated as any other.
A case fails if something expected is not there, or if anything else is told.
docs/testing-settings.md explains every name; docs/cases holds cases to begin
with.

Examples:
  knockwatch test docs/cases
  knockwatch test my-cases.yaml --config new-settings.yaml

Exit codes:
  0  every case passed
  1  some case failed
  2  a file cannot be read or is not valid, or the command was not understood`;

/** Adds `test` to the command line. */
export function addTest(knockwatch: Command, done: (code: ExitCode) => void): void {
  knockwatch
    .command('test')
    .summary('run your own cases against the settings')
    .description(
      'Runs cases (YAML): a few attempts, or a flow log, and the findings that are to come of them under your settings.',
    )
    .argument('<path...>', 'case files, or folders with .yaml files')
    .option(
      '--config <file>',
      'settings of cases that name none (default: KNOCKWATCH_CONFIG, else knockwatch.yaml here, else the defaults)',
    )
    .addHelpText('after', more)
    .action(async (paths: string[], options: TestOptions) => done(await testCommand(paths, options)));
}
