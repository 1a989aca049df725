import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../../src/local/simulate/random.ts';
import { eventGrid } from '../../../src/local/write/event-grid.ts';

test('eventGrid() tells of every write at least once, of some twice, and not in their order', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const told: string[] = [];
  const grid = eventGrid(createRandom(3), ({ path }) => told.push(path));
  const written = Array.from({ length: 200 }, (_, index) => String(index));
  for (const path of written) grid.announce({ connection: 'FLOW_LOGS', container: 'logs', path });
  context.mock.timers.tick(10_000);
  assert.deepEqual(new Set(told), new Set(written));
  assert.ok(told.length > written.length);
  assert.notDeepEqual([...new Set(told)], written);
});

test('eventGrid() tells nothing more once it is stopped', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const told: string[] = [];
  const grid = eventGrid(createRandom(3), ({ path }) => told.push(path));
  grid.announce({ connection: 'FLOW_LOGS', container: 'logs', path: 'a' });
  grid.stop();
  context.mock.timers.tick(10_000);
  assert.deepEqual(told, []);
});
