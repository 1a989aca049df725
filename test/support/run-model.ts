import fc from 'fast-check';
import { modelCommands, sweepRowName } from './model-commands.ts';
import { grow, lose, type ModelCommand, perform, rewrite, type Where, wait } from './model-deeds.ts';
import type { RecordPlan } from './model-records.ts';
import { checkTruth, modelAndWorld } from './whole-truth.ts';

const installedMs = Date.UTC(2026, 10, 21, 10, 5);
const here: Where = { known: null, hoursAgo: 0, stream: 0 };
const sound: RecordPlan = { kind: 'sound', gap: 0, tuples: ['20.9.8.7 23 D'] };
const dayMs = 24 * 3_600_000;

/** Sequences that once ended in something else than the truth. */
export const modelExamples: readonly (readonly ModelCommand[])[] = [
  // A blob written anew whose first record cannot be read takes the place of what was counted, whatever comes behind it.
  [grow(here, [sound], 1), rewrite(here, 'other', [{ ...sound, kind: 'malformed' }, { ...sound, gap: 1 }, sound], 1)],
  // Up to which hour all was read is forgotten, and nothing runs for six days.
  [grow(here, [sound], 0), perform(['sweep', here]), lose(sweepRowName), grow(here, [sound], 0), wait(6 * dayMs)],
];

/**
 * Runs sequences of commands, the examples first, and compares with the truth after each.
 *
 * @throws what fast-check tells of the first difference: the shortest sequence that leads there, and its seed
 */
export async function runModel(sequences: number, seed: number): Promise<void> {
  const property = fc.asyncProperty(modelCommands, async (commands) => {
    const both = modelAndWorld(installedMs);
    await fc.asyncModelRun(() => ({ model: both.model, real: both }), commands);
    await checkTruth(both);
  });
  await fc.assert(property, { numRuns: sequences + modelExamples.length, seed, examples: modelExamples.map((one) => [one]) });
}
