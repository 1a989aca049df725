import { readFile } from 'node:fs/promises';
import { listLogFiles } from '../../src/adapters/files/list-log-files.ts';
import {
  type FuzzOutcome,
  type FuzzSeed,
  failureText,
  fuzzDecoder,
  generatedSeeds,
  seedsOfLog,
} from '../support/fuzz-decoder.ts';

export interface FuzzBench {
  readonly inputs: number;
  readonly megabytes: number;
  /** Records that had to be found; all were but those of `failures`. */
  readonly intact: number;
  readonly perSecond: number;
  readonly slowestMs: number;
  /** How much larger the process was than at the beginning, at most. */
  readonly grewMegabytes: number;
  /** The first few. */
  readonly failures: readonly string[];
}

/** After so many inputs it is looked at how large the process is. */
const inputsAtOnce = 10_000;
const failuresKept = 10;

/**
 * Damages logs in so many ways and decodes each.
 *
 * @param paths files and folders of real logs, besides the generated ones
 */
export async function benchFuzz(inputs: number, paths: readonly string[] = []): Promise<FuzzBench> {
  const seeds = [...generatedSeeds(), ...(await seedsOfFiles(paths))];
  const outcomes: FuzzOutcome[] = [];
  const atFirst = process.memoryUsage().rss;
  let largest = atFirst;
  const startedMs = performance.now();
  for (let from = 0; from < inputs; from += inputsAtOnce) {
    outcomes.push(fuzzDecoder(seeds, Math.min(inputsAtOnce, inputs - from), from + 1));
    largest = Math.max(largest, process.memoryUsage().rss);
  }
  const sum = (of: (outcome: FuzzOutcome) => number): number => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  return {
    inputs,
    megabytes: sum(({ bytes }) => bytes) / 1e6,
    intact: sum(({ intact }) => intact),
    perSecond: (inputs / (performance.now() - startedMs)) * 1000,
    slowestMs: Math.max(...outcomes.map(({ slowestMs }) => slowestMs)),
    grewMegabytes: (largest - atFirst) / 1e6,
    failures: outcomes
      .flatMap(({ failures }) => failures)
      .slice(0, failuresKept)
      .map(failureText),
  };
}

async function seedsOfFiles(paths: readonly string[]): Promise<readonly FuzzSeed[]> {
  const files = paths.length === 0 ? [] : await listLogFiles(paths);
  const logs = await Promise.all(files.map((file) => readFile(file)));
  return logs.flatMap(seedsOfLog);
}
