import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { memoryStateStore } from '../../../src/adapters/memory/memory-state-store.ts';
import type { BackfillState } from '../../../src/model/sweep-state.ts';
import { readStart } from '../../../src/pipeline/evaluate/read-start.ts';
import { backfillRow, sweepRow } from '../../../src/pipeline/state-rows.ts';
import type { StateStore } from '../../../src/ports/state-store.ts';
import { at } from '../../support/facts-builder.ts';

const installation = { 'LOG A': at('10:05'), 'LOG B': at('10:10') };
const now = at('10:20');

async function stateWith(backfills: Readonly<Record<string, BackfillState | null>>): Promise<StateStore> {
  const state = memoryStateStore();
  for (const [account, backfill] of Object.entries(backfills)) {
    const flowLogs = backfill === null ? [] : [{ container: 'c', prefix: 'LOG/' }];
    const sweep = { completeThroughHour: '2026112109', flowLogs, flowLogsListedAtMs: now, lookedBackOn: '' };
    await state.write(sweepRow(account), sweep, null);
    if (backfill !== null) await state.write(backfillRow(account), backfill, null);
  }
  return state;
}

const reading = (nextHour: string): BackfillState => ({ nextHour, oldestHour: '2026102110', hours: 744 });

suite('readStart()', () => {
  test('begins with the first flow log, and is complete once the backfill is beyond the day before it', async () => {
    const until = async (nextHour: string) => readStart(await stateWith({ a: reading(nextHour) }), ['a'], installation, now);
    assert.deepEqual(await until('2026112011'), { installedAtMs: at('10:05'), flowLogs: 2, isComplete: false });
    assert.equal((await until('2026112010'))?.isComplete, true);
  });

  test('is complete where the backfill is through, though the past is short', async () => {
    const state = await stateWith({ a: { nextHour: '2026112103', oldestHour: '2026112104', hours: 5 } });
    assert.equal((await readStart(state, ['a'], installation, now))?.isComplete, true);
  });

  test('waits for all accounts; one without flow logs has nothing to wait for', async () => {
    const state = await stateWith({ a: reading('2026112010'), b: reading('2026112015'), c: null });
    assert.equal((await readStart(state, ['a', 'b'], installation, now))?.isComplete, false);
    assert.equal((await readStart(state, ['a', 'c'], installation, now))?.isComplete, true);
    assert.equal((await readStart(state, ['a', 'unknown'], installation, now))?.isComplete, false, 'not swept yet');
  });

  test('is nothing before a flow log was listed, a day after, and where files are read', async () => {
    const state = await stateWith({ a: reading('2026112010') });
    assert.equal(await readStart(state, ['a'], {}, now), null);
    assert.equal(await readStart(state, ['a'], installation, at('2026-11-22 10:05')), null);
    assert.equal(await readStart(state, [], installation, now), null);
  });
});
