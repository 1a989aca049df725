import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments, UsageError } from '../../src/local/parse-arguments.ts';

test('parseArguments() gives the simulated internet, sixty times as fast, without options', () => {
  assert.deepEqual(parseArguments([]), {
    logs: [],
    storage: null,
    slackUrl: null,
    config: null,
    seed: 1,
    history: 15,
    speed: 60,
    port: null,
    data: '.knockwatch',
    help: false,
  });
});

test('parseArguments() takes several --logs', () => {
  assert.deepEqual(parseArguments(['--logs', 'a', '--logs', 'b', '--speed', '600']).logs, ['a', 'b']);
});

const wrong = [
  { args: ['--nope'], says: /^Unknown option '--nope'\. See npm start -- --help\.$/ },
  { args: ['folder'], says: /^Unexpected argument 'folder'/ },
  { args: ['--speed', 'fast'], says: /^--speed is "fast", expected a whole number from 1 to 3600\.$/ },
  { args: ['--history', '31'], says: /^--history is "31", expected a whole number from 0 to 30\.$/ },
  { args: ['--port', '70000'], says: /^--port is "70000"/ },
  { args: ['--logs', 'a', '--storage', 'env'], says: /^--logs and --storage exclude each other/ },
];
for (const { args, says } of wrong) {
  test(`parseArguments() refuses "${args.join(' ')}" in one line`, () => {
    assert.throws(
      () => parseArguments(args),
      (error) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      },
    );
  });
}
