/** Whatever happens in whatever order: once the product has come to rest, every hour holds what a plain model says is true. */
import { test } from 'node:test';
import fc from 'fast-check';
import { modelCommands } from '../support/model-commands.ts';
import { checkTruth, modelAndWorld } from '../support/whole-truth.ts';

const installedMs = Date.UTC(2026, 10, 21, 10, 5);
const sequences = 300;

test('any sequence of growth, rewrites, events, sweeps, roll-ups, purges, replays and lost state ends in the truth', async (t) => {
  const property = fc.asyncProperty(modelCommands, async (commands) => {
    const both = modelAndWorld(installedMs);
    await fc.asyncModelRun(() => ({ model: both.model, real: both }), commands);
    await checkTruth(both);
  });
  await fc.assert(property, { numRuns: sequences, seed: 1 });
  t.diagnostic(`${sequences} sequences`);
});
