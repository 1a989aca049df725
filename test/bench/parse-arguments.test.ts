import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Bench, bench } from './bench.ts';
import { parseArguments, UsageError } from './parse-arguments.ts';

const benchOf = (name: string, option: string, isWhole: boolean): Bench =>
  bench({
    name,
    measures: `the ${name}`,
    takes: '1 s',
    options: { [option]: { describes: `how many ${option}`, usual: 10, from: 0.5, to: 100, isWhole } },
    run: async (values) => values,
    lines: () => [],
  });
const benches = [
  benchOf('decode', 'megabytes', true),
  benchOf('large-blob', 'giga-bytes', false),
  benchOf('small-blob', 'giga-bytes', false),
];

const asked = (line: string) => parseArguments(line.split(' ').filter(Boolean), benches);
const chosenBy = (line: string): readonly string[] => {
  const parsed = asked(line);
  assert.equal(parsed.kind, 'benches');
  return parsed.kind === 'benches' ? parsed.chosen.map(({ name }) => name) : [];
};

describe('parseArguments() of the bench', () => {
  it('runs all benches with their usual numbers where nothing is said', () => {
    assert.deepEqual(asked(''), { kind: 'benches', chosen: benches, values: { megabytes: 10, 'giga-bytes': 10 }, json: false });
  });

  it('runs those that are named, each once, in the order of the table', () => {
    assert.deepEqual(chosenBy('large-blob decode large-blob'), ['decode', 'large-blob']);
  });

  it('takes numbers within their bounds, also with an equals sign', () => {
    const parsed = asked('--megabytes 100 --giga-bytes=0.5 --json');
    assert.deepEqual(parsed, { kind: 'benches', chosen: benches, values: { megabytes: 100, 'giga-bytes': 0.5 }, json: true });
  });

  it('gives the proofs with their usual numbers, and several logs', () => {
    assert.deepEqual(asked('--proofs --inputs 7 --every-read 3 --logs a b --logs c'), {
      kind: 'proofs',
      options: { inputs: 7, logs: ['a', 'b', 'c'], sequences: 10_000, seed: 1, everyRead: 3 },
    });
  });

  it('explains every bench and option in the help', () => {
    const parsed = asked('--help');
    const text = parsed.kind === 'help' ? parsed.text : '';
    for (const part of [
      'decode (1 s)',
      'the large-blob',
      '--megabytes',
      '[large-blob, small-blob]',
      '--proofs',
      '--json',
      'Exit codes',
    ]) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
  });

  const slips: readonly (readonly [line: string, message: string])[] = [
    ['decod', 'There is no bench "decod": did you mean decode?'],
    ['telemetry', 'There is no bench "telemetry": expected one of decode, large-blob, small-blob'],
    ['--megabites 3', "Unknown option '--megabites' (Did you mean --megabytes?). See npm run bench -- --help."],
    ['--megabytes', "Option '--megabytes <number>' argument missing. See npm run bench -- --help."],
    ['--megabytes 1.5', '--megabytes is "1.5", expected a whole number from 0.5 to 100.'],
    ['--megabytes -5', '--megabytes is "-5", expected a whole number from 0.5 to 100.'],
    ['--giga-bytes 0.4', '--giga-bytes is "0.4", expected a number from 0.5 to 100.'],
    ['--giga-bytes many', '--giga-bytes is "many", expected a number from 0.5 to 100.'],
    ['decode --giga-bytes 2', '--giga-bytes goes with large-blob and small-blob, which will not run.'],
    ['--inputs 5', '--inputs goes with --proofs, which is not given.'],
    ['--logs a', '--logs goes with --proofs, which is not given.'],
    ['--proofs decode', '--proofs runs no benches: leave out decode.'],
    ['--proofs --json', '--json goes with benches: the proofs print text.'],
    ['--proofs --megabytes 5', '--megabytes goes with decode, which will not run.'],
  ];
  for (const [line, message] of slips) {
    it(`refuses ${line} in one line`, () => {
      assert.throws(() => asked(line), new UsageError(message));
    });
  }
});
