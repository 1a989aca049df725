import { availableParallelism, totalmem } from 'node:os';
import type { Bench, BenchReport } from './bench.ts';
import { showProgress } from './progress.ts';

/** What was run, and what went wrong in it. */
export interface BenchRun {
  readonly reports: ReadonlyMap<string, BenchReport>;
  /** One line each, beginning with the bench's name. */
  readonly problems: readonly string[];
}

/** What numbers depend on. */
const machine = {
  node: process.version,
  system: `${process.platform} ${process.arch}`,
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 1e8) / 10,
};

/** Runs benches one after another; one that fails does not keep the others from running. `print` is told of each as it is done. */
export async function runBenches(
  chosen: readonly Bench[],
  values: Readonly<Record<string, number>>,
  print: (text: string) => void,
): Promise<BenchRun> {
  const reports = new Map<string, BenchReport>();
  const problems: string[] = [];
  for (const bench of chosen) {
    const startedMs = performance.now();
    const { report, failure } = await runBench(bench, values);
    if (report !== null) reports.set(bench.name, report);
    const wrong = failure === null ? (report?.problems ?? []) : [failure];
    problems.push(...wrong.map((problem) => `${bench.name}: ${problem}`));
    print(textOf(bench, report, wrong, performance.now() - startedMs));
  }
  return { reports, problems };
}

async function runBench(bench: Bench, values: Readonly<Record<string, number>>) {
  const progress = showProgress(bench.name, process.stderr);
  try {
    return { report: await bench.run(values, progress), failure: null };
  } catch (error) {
    return { report: null, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    progress.clear();
  }
}

function textOf({ name, measures }: Bench, report: BenchReport | null, problems: readonly string[], tookMs: number): string {
  const lines = [...(report?.lines ?? []), ...problems.map((problem) => `WRONG: ${problem}`)];
  return `${name}: ${measures}\n${lines.map((line) => `  ${line}\n`).join('')}  (${(tookMs / 1000).toFixed(0)} s)\n`;
}

/** The one object that `--json` prints. */
export function jsonOf({ reports, problems }: BenchRun): string {
  const benches = Object.fromEntries([...reports].map(([name, { result }]) => [name, result]));
  return JSON.stringify({ machine, benches, problems });
}
