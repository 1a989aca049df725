import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RegisteredFunction } from '../../../src/local/host/functions-core.ts';
import { runTimers } from '../../../src/local/host/run-timers.ts';

const timer = (name: string): RegisteredFunction => ({
  metadata: {
    name,
    bindings: { timer: { type: 'timerTrigger', name: 'timer', direction: 'in', schedule: '0 0 0 1 1 *' } },
  } as unknown as RegisteredFunction['metadata'],
  callback: () => {},
});

test('runTimers() runs a function with an interval at once, and one that is held only when it is released', async () => {
  const ran: string[] = [];
  const runs = { free: Promise.withResolvers<void>(), held: Promise.withResolvers<void>() };
  const timers = runTimers(
    [timer('held'), timer('free')],
    { intervals: { held: 3600, free: 3600 }, held: ['held'] },
    async ({ metadata: { name } }) => {
      ran.push(name);
      runs[name === 'free' ? 'free' : 'held'].resolve();
    },
  );
  await runs.free.promise;
  assert.deepEqual(ran, ['free']);
  timers.release('held');
  await runs.held.promise;
  assert.deepEqual(ran, ['free', 'held']);
  timers.stop();
});
