import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import { withFaults } from './fault-ports.ts';

describe('withFaults()', () => {
  test('counts calls over all ports and leaves them as they are', async () => {
    const { ports, calls } = withFaults({ one: memoryStateStore(), other: memoryStateStore() });
    await ports.one.write('a', 1, null);
    assert.equal((await ports.one.read('a'))?.value, 1);
    assert.equal(await ports.other.read('a'), null);
    assert.deepEqual(calls, ['one.write', 'one.read', 'other.read']);
  });

  test('fails a call before it takes effect, or after', async () => {
    for (const [how, expected] of [
      ['before', undefined],
      ['after', 1],
    ] as const) {
      const { ports } = withFaults({ state: memoryStateStore() }, [{ at: 1, how }]);
      await assert.rejects(ports.state.write('a', 1, null), { code: 'storage-unavailable', retryable: true });
      assert.equal((await ports.state.read('a'))?.value, expected);
    }
  });

  test('runs a hook before a call, which then goes on', async () => {
    const state = memoryStateStore();
    const hook = async () => void (await state.write('a', 'by another', null));
    const { ports } = withFaults({ state }, [{ at: 1, how: hook }]);
    assert.equal(await ports.state.write('a', 'mine', null), 'conflict');
  });
});
