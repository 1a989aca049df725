import { Command, Help, Option } from 'commander';
import type { Bench, BenchOption } from './bench.ts';

/** Numbers of the proofs, which are no bench. */
export const proofsOptions = {
  inputs: { describes: 'damaged logs', usual: 1_000_000, from: 1, to: 1e9, isWhole: true },
  sequences: { describes: 'sequences of the model', usual: 10_000, from: 1, to: 1e9, isWhole: true },
  seed: { describes: 'of the sequences: each gives others', usual: 1, from: 0, to: 2 ** 31 - 1, isWhole: true },
  'every-read': { describes: 'only each so many-th reading call fails', usual: 1, from: 1, to: 1e6, isWhole: true },
} as const satisfies Readonly<Record<string, BenchOption>>;

/** The options of all benches; one that several share stands once. */
export const optionsOf = (benches: readonly Bench[]): ReadonlyMap<string, BenchOption> =>
  new Map(benches.flatMap(({ options }) => Object.entries(options)));

/** The benches that take an option. */
export const namesWith = (benches: readonly Bench[], option: string): readonly string[] =>
  benches.filter(({ options }) => Object.hasOwn(options, option)).map(({ name }) => name);

/**
 * The command line of `npm run bench`, with its help; what commander has to say goes to `write`, its errors are thrown.
 *
 * @param readNumber a number as it was typed → its value; throws where it is none
 */
export function benchCommand(
  benches: readonly Bench[],
  readNumber: (name: string, text: string, option: BenchOption) => number,
  write: (text: string) => void,
): Command {
  const numberOption = (name: string, option: BenchOption, belongsTo: string, group: string): Option =>
    new Option(`--${name} <number>`, `${option.describes} [${belongsTo}]`)
      .default(option.usual)
      .argParser((text) => readNumber(name, text, option))
      .helpGroup(group);
  const command = new Command('npm run bench --')
    .usage('[NAME…] [options]')
    .description(about)
    .addHelpText('after', helpOf(benches))
    .argument('[name...]')
    .exitOverride()
    .configureOutput({ writeOut: write, outputError: () => {} })
    .helpOption('-h, --help', 'this text')
    .option('--json', 'print one JSON object: {machine, benches: {NAME: …}, problems}');
  for (const [name, option] of optionsOf(benches)) {
    command.addOption(numberOption(name, option, namesWith(benches, name).join(', '), 'Sizes:'));
  }
  command.addOption(new Option('--proofs', aboutProofs).helpGroup('Proofs:'));
  for (const [name, option] of Object.entries(proofsOptions)) {
    command.addOption(numberOption(name, option, '--proofs', 'Proofs:'));
  }
  return command.addOption(new Option('--logs <path...>', aboutLogs).default([], 'none').helpGroup('Proofs:'));
}

const about =
  'Measures Knockwatch on this machine and prints ratios, counts and sizes. Nothing leaves the machine: storage is Azurite, started for the run.';
const aboutProofs = 'in place of benches the proofs at full length: damaged logs, random sequences, every point of failure';
const aboutLogs = 'real logs, files or folders, to damage besides generated ones [--proofs]';
/** Columns of the help: as wide as commander's own where there is no terminal. */
const helpWidth = 80;

function helpOf(benches: readonly Bench[]): string {
  const wrapped = (text: string): string => new Help().boxWrap(text, helpWidth - 4).replaceAll(/^/gm, '    ');
  const entries = benches.map(({ name, measures, takes }) => `  ${name} (${takes})\n${wrapped(measures)}`);
  return `
Benches (without a name all of them; times are of two cores of a small virtual
machine with the usual sizes):
${entries.join('\n')}

Examples:
  npm run bench
  npm run bench -- decode --megabytes 20
  npm run bench -- large-blob streams --json > bench.json
  npm run bench -- --proofs --inputs 100000

Progress goes to standard error. Times are shown, never judged: they depend on
the machine.

Exit codes:
  0  all went well
  1  a bench gave other results than it should, or broke a bound on memory,
     bytes or calls
  2  the command was not understood`;
}
