import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const main = join(import.meta.dirname, 'main.ts');
const run = (line: string) => spawnSync(process.execPath, [main, ...line.split(' ')], { encoding: 'utf8', timeout: 120_000 });

describe('npm run bench', () => {
  it('runs benches over storage, small ones here, and prints one JSON object', () => {
    const { stdout } = run('large-blob streams --gigabytes 0.01 --streams 3 --at-once 2 --json');
    const { machine, benches } = JSON.parse(stdout);
    assert.equal(machine.node, process.version);
    assert.deepEqual(
      benches['large-blob'].map(({ kind }: { kind: string }) => kind),
      ['gateway', 'flood', 'gateway'],
    );
    for (const { storage, streams, tuples } of benches.streams) {
      assert.deepEqual({ storage, streams, tuples }, { storage, streams: 3, tuples: 27 });
    }
  });

  it('prints lines for people, and progress beside them', () => {
    const { status, stdout, stderr } = run('streams --streams 2');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^streams: .*\n {2}on Azurite: .* 3\.00 storage calls a stream; .*\n {2}in memory: /);
    assert.match(stderr, /^streams: 2 streams that grew are ingested$/m);
  });

  it('answers a slip with one line and exit code 2', () => {
    const { status, stdout, stderr } = run('streem');
    assert.deepEqual(
      { status, stdout, stderr },
      { status: 2, stdout: '', stderr: 'There is no bench "streem": did you mean streams?\n' },
    );
  });
});
