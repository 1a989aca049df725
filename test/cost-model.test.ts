import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Mode, monthlyCost, prices } from '../scripts/cost-model.ts';
import { withTables } from '../scripts/cost-tables.ts';

const modes: readonly Mode[] = ['sweep', 'events', 'events-always-ready'];

describe('docs/cost.md', () => {
  it('shows what the model computes (npm run cost writes it)', async () => {
    const page = await readFile(join(import.meta.dirname, '..', 'docs', 'cost.md'), 'utf8');
    assert.equal(page, withTables(page));
  });
});

describe('monthlyCost()', () => {
  it('is the sum of its parts, and grows with the number of interfaces', () => {
    for (const mode of modes) {
      const costs = [1, 10, 100, 1000, 2000].map((nics) => monthlyCost(nics, mode));
      for (const { functions, eventGrid, storage, logs, total } of costs) {
        assert.ok(Math.abs(functions + eventGrid + storage + logs - total) < 1e-9);
      }
      assert.deepEqual(
        costs.map(({ total }) => total),
        costs.map(({ total }) => total).toSorted((a, b) => a - b),
      );
    }
  });

  it('charges 1,000 interfaces for their events as Event Grid does', () => {
    // 1,000 × 43,200 events, each taken and delivered, less the 100,000 that are free.
    const expected = ((2 * 43_200_000 - 100_000) / 1e6) * prices.millionEvents.usd;
    assert.ok(Math.abs(monthlyCost(1000, 'events').eventGrid - expected) < 1e-9);
    assert.equal(monthlyCost(1000, 'sweep').eventGrid, 0);
  });

  it('never charges ingest for more instance time than its instances have', () => {
    // 100 interfaces are one instance of 2 GB around the clock at most; the timers take 43,200 × 1.6 s + 8,640 × 3 s.
    const most = (2_592_000 + 43_200 * 1.6 + 8_640 * 3) * 2 * prices.onDemandGbSecond.usd + 5 * prices.millionRuns.usd;
    assert.ok(monthlyCost(100, 'events').functions < most);
  });

  it('finds the sweep alone never dearer than events', () => {
    for (const nics of [1, 10, 100, 1000]) assert.ok(monthlyCost(nics, 'sweep').total < monthlyCost(nics, 'events').total);
  });
});
