/** The proofs at their full length: every point of failure, ten thousand sequences of the model, a million damaged logs. */
import { contradictions, differences, type FaultPoint, faultPoints, pointText, runWith } from '../support/fault-points.ts';
import { runModel } from '../support/run-model.ts';
import { runScenario } from '../support/scenario-world.ts';
import { benchFuzz } from './fuzz.ts';

export interface ProofsOptions {
  /** Of the model-based test; each seed gives others. */
  readonly sequences: number;
  readonly seed: number;
  /** Damaged logs. */
  readonly inputs: number;
  /** Files and folders of real logs to damage, besides generated ones. */
  readonly logs: readonly string[];
  /** Only each of so many reading calls of the scenario fails. */
  readonly everyRead: number;
}

/** Runs all and tells each as it is done. @throws at the first difference */
export async function runProofs(options: ProofsOptions): Promise<void> {
  await proveFuzz(options);
  await proveModel(options);
  await proveFaults(options);
}

async function proveFuzz({ inputs, logs }: ProofsOptions): Promise<void> {
  const { megabytes, intact, perSecond, slowestMs, grewMegabytes, failures } = await benchFuzz(inputs, logs);
  console.log(
    `Fuzz: ${inputs} damaged logs, ${megabytes.toFixed(0)} MB, ${perSecond.toFixed(0)}/s; ${intact} whole records in them, all found; ` +
      `the slowest took ${slowestMs.toFixed(0)} ms; the process grew by ${grewMegabytes.toFixed(0)} MB at most; ${failures.length} failures`,
  );
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

async function proveModel({ sequences, seed }: ProofsOptions): Promise<void> {
  const startedMs = performance.now();
  await runModel(sequences, seed);
  console.log(`Model: ${sequences} sequences (seed ${seed}) end in the truth, ${secondsSince(startedMs)} s`);
}

async function proveFaults({ everyRead }: ProofsOptions): Promise<void> {
  const startedMs = performance.now();
  const undisturbed = await runScenario();
  const points = faultPoints(undisturbed.calls, { reads: everyRead, more: { reads: 10 * everyRead, writes: 1 } });
  const wrong: string[] = [];
  for (const point of points) {
    const disturbed = await runWith(point);
    const problems = [...differences(disturbed, undisturbed), ...contradictions(disturbed)];
    if (problems.length > 0) wrong.push([pointText(point), ...problems].join('\n  '));
  }
  console.log(
    `Faults: ${points.length} points of failure at ${placesOf(points)} of ${undisturbed.calls.length} calls leave the same, ` +
      `but for ${wrong.length}; ${secondsSince(startedMs)} s`,
  );
  if (wrong.length > 0) throw new Error(wrong.slice(0, 10).join('\n'));
}

const placesOf = (points: readonly FaultPoint[]): number => new Set(points.map(({ at }) => at)).size;
const secondsSince = (startedMs: number): string => ((performance.now() - startedMs) / 1000).toFixed(0);
