import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TickResult } from './evaluation.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
const names = ['roll-up', 'evaluation', 'storage', 'digest'];

describe('benches over networks of many targets', () => {
  it('run over a small one, and find what they should', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...names, '--targets', '10', '--json'], {
      encoding: 'utf8',
      timeout: 120_000,
    });
    assert.equal(status, 0, stderr);
    const { benches } = JSON.parse(stdout);
    const ticks: readonly TickResult[] = benches.evaluation;
    assert.deepEqual(
      ticks.map(({ name }) => name),
      ['cold', 'warm', 'new hour', 'midnight', 'new day'],
    );
    // Ten targets with some 7,000 rows each; the attacker who gets in each day is found by then.
    for (const { rows, check } of ticks) {
      assert.ok(rows > 60_000 && rows < 80_000);
      assert.match(String(check['findings']), /"critical"/);
    }
    assert.deepEqual(
      benches.storage.map(({ targets }: { readonly targets: number }) => targets),
      [10, 3],
    );
    assert.equal(benches['roll-up'].ingest.rows, 10);
    assert.deepEqual(
      benches.digest.runs.map(({ name }: { readonly name: string }) => name),
      ['counted', 'kept', 'page'],
    );
    assert.ok(benches.digest.pageBytes > 10_000 && benches.digest.pageBytes < 1_000_000);
  });
});
