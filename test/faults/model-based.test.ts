/** Whatever happens in whatever order: once the product has come to rest, every hour holds what a plain model says is true. */
import { test } from 'node:test';
import { runModel } from '../support/run-model.ts';

/** `npm run bench -- --proofs` runs 10,000. */
const sequences = 300;

test('any sequence of growth, rewrites, events, sweeps, roll-ups, purges, replays and lost state ends in the truth', async (t) => {
  await runModel(sequences, 1);
  t.diagnostic(`${sequences} sequences`);
});
