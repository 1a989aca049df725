import { type Command, CommanderError } from 'commander';
import { suggestion } from '../../src/config/nearest-name.ts';
import type { Bench, BenchOption } from './bench.ts';
import { benchCommand, namesWith, optionsOf, proofsOptions } from './bench-command.ts';
import type { ProofsOptions } from './proofs.ts';

/** What the command line asks for. */
export type BenchAsked =
  | {
      readonly kind: 'benches';
      readonly chosen: readonly Bench[];
      /** Numbers by option. */
      readonly values: Readonly<Record<string, number>>;
      readonly json: boolean;
    }
  | { readonly kind: 'proofs'; readonly options: ProofsOptions }
  | { readonly kind: 'help'; readonly text: string };

/** A slip on the command line; the message is one line. */
export class UsageError extends Error {}

/** Reads the command line of `npm run bench`. @throws UsageError for unknown names and options, and for numbers out of range */
export function parseArguments(args: readonly string[], benches: readonly Bench[]): BenchAsked {
  let help = '';
  const command = benchCommand(benches, numberOf, (text) => {
    help += text;
  });
  try {
    command.parse(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', text: help };
    throw new UsageError(oneLine(error.message));
  }
  const isProofs = command.getOptionValue('proofs') === true;
  const chosen = isProofs ? noBenches(command) : chosenBenches(command.args, benches);
  checkEachMatters(command, benches, chosen, isProofs);
  return isProofs ? proofsOf(command) : benchesOf(command, benches, chosen);
}

/** `error: unknown option '--gigabites'` and, in a line of its own, `(Did you mean --gigabytes?)`. */
function oneLine(message: string): string {
  const text = message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}. See npm run bench -- --help.`;
}

function numberOf(name: string, text: string, { from, to, isWhole }: BenchOption): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to && (!isWhole || Number.isInteger(value))) return value;
  throw new UsageError(`--${name} is "${text}", expected a ${isWhole ? 'whole ' : ''}number from ${from} to ${to}.`);
}

/** All without names. @throws UsageError */
function chosenBenches(names: readonly string[], benches: readonly Bench[]): readonly Bench[] {
  const known = benches.map(({ name }) => name);
  for (const name of names) {
    if (!known.includes(name)) throw new UsageError(`There is no bench "${name}": ${suggestion(name, known)}`);
  }
  return names.length === 0 ? benches : benches.filter(({ name }) => names.includes(name));
}

function noBenches({ args }: Command): readonly Bench[] {
  if (args.length > 0) throw new UsageError(`--proofs runs no benches: leave out ${args.join(' ')}.`);
  return [];
}

/** An option that would change nothing is a slip. @throws UsageError */
function checkEachMatters(command: Command, benches: readonly Bench[], chosen: readonly Bench[], isProofs: boolean): void {
  const given = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
  for (const name of given.map((option) => option.name())) {
    if (name === 'proofs') continue;
    const isOfProofs = Object.hasOwn(proofsOptions, name) || name === 'logs';
    if (isOfProofs && !isProofs) throw new UsageError(`--${name} goes with --proofs, which is not given.`);
    if (name === 'json' && isProofs) throw new UsageError('--json goes with benches: the proofs print text.');
    if (isOfProofs || name === 'json' || namesWith(chosen, name).length > 0) continue;
    throw new UsageError(`--${name} goes with ${namesWith(benches, name).join(' and ')}, which will not run.`);
  }
}

function benchesOf(command: Command, benches: readonly Bench[], chosen: readonly Bench[]): BenchAsked {
  const values = [...optionsOf(benches).keys()].map((name) => [name, numberIn(command, name)]);
  return { kind: 'benches', chosen, values: Object.fromEntries(values), json: command.getOptionValue('json') === true };
}

function proofsOf(command: Command): BenchAsked {
  const options: ProofsOptions = {
    inputs: numberIn(command, 'inputs'),
    logs: [command.getOptionValue('logs')].flat().map(String),
    sequences: numberIn(command, 'sequences'),
    seed: numberIn(command, 'seed'),
    everyRead: numberIn(command, 'every-read'),
  };
  return { kind: 'proofs', options };
}

function numberIn(command: Command, name: string): number {
  const option = command.options.find((one) => one.name() === name);
  return Number(command.getOptionValue(option?.attributeName() ?? name));
}
