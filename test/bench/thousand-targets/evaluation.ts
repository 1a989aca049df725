import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { type Bench, bench } from '../bench.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { prepareWindow } from './prepare-window.ts';
import { targetsOption } from './targets-option.ts';
import { ticks } from './times.ts';

/** What a tick of a process took, and what it found. */
export interface TickResult {
  readonly name: string;
  readonly seconds: Readonly<Record<TickPart, number>>;
  /** Of all threads: more than the parts together, as garbage is collected beside them. */
  readonly cpuSeconds: number;
  readonly rows: number;
  readonly sources: number;
  /** Resident memory of the process up to here, at most. */
  readonly peakMegabytes: number;
  /** Objects and columns that stay when all garbage is collected; null where more ticks follow, which are to meet it as it is. */
  readonly keptMegabytes: number | null;
  /** What can be told of facts, histories and findings in a few numbers, to compare. */
  readonly check: Readonly<Record<string, number | string>>;
}

/** Reading and numbering 24 hours, histories (today's is made), the window as one, findings. */
export type TickPart = 'hours' | 'histories' | 'window' | 'findings';
export const tickParts: readonly TickPart[] = ['hours', 'histories', 'window', 'findings'];

const mostMegabytes = 1000;

/** How the function app's process is started, which decides how soon garbage is collected: as the sample of its settings says. */
function workerArguments(): readonly string[] {
  const sample = readFileSync(new URL('../../../local.settings.sample.json', import.meta.url), 'utf8');
  const [, line] = /"languageWorkers__node__arguments": "([^"]+)"/.exec(sample) ?? [];
  if (line === undefined) throw new Error('local.settings.sample.json names no arguments of the function app');
  return line.split(' ');
}

/** An evaluation of many targets, in a process that begins with nothing and goes on. */
export const evaluationBench: Bench = bench({
  name: 'evaluation',
  measures:
    'evaluating 24 hours and the histories of 16 days in a process of its own, rows read from files and decoded as from tables; ' +
    `what a warm process finds is checked against a cold one; at most ${mostMegabytes} MB resident`,
  takes: '3 min',
  options: { targets: targetsOption },
  run: ({ targets }, progress) =>
    inTemporaryFolder(async (folder) => {
      await prepareWindow(folder, targets, defaultDetectionSettings, progress);
      progress.stage('evaluates');
      const results = await evaluateIn(
        folder,
        targets,
        ticks.map(({ name }) => name),
      );
      const last = ticks.at(-1)?.name ?? '';
      checkSame(results.at(-1), (await evaluateIn(folder, targets, [last])).at(-1));
      return results;
    }),
  lines: (results) => results.flatMap(linesOf),
  problems: (results) =>
    results
      .filter(({ peakMegabytes }) => peakMegabytes > mostMegabytes)
      .map(({ name, peakMegabytes }) => `${name}: ${peakMegabytes.toFixed(0)} MB resident, at most ${mostMegabytes}`),
});

/** Runs some ticks, one after another, in a fresh process. */
async function evaluateIn(folder: string, targets: number, names: readonly string[]): Promise<readonly TickResult[]> {
  const script = fileURLToPath(new URL('evaluate-in-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', ...workerArguments(), script, folder, String(targets), ...names], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const results: TickResult[] = [];
  for await (const line of createInterface({ input: child.stdout })) results.push(JSON.parse(line));
  const [code] = await exited;
  if (code !== 0) throw new Error(`the process that evaluates ended with ${code}`);
  return results;
}

function checkSame(warm: TickResult | undefined, cold: TickResult | undefined): void {
  if (warm !== undefined && isDeepStrictEqual(warm.check, cold?.check)) return;
  throw new Error(`a warm process finds other than a cold one: ${JSON.stringify([warm?.check, cold?.check])}`);
}

function linesOf({ name, seconds, cpuSeconds, rows, sources, peakMegabytes, keptMegabytes }: TickResult): readonly string[] {
  const total = tickParts.reduce((sum, part) => sum + seconds[part], 0);
  const parts = tickParts.map((part) => `${part} ${seconds[part].toFixed(2)}`).join(', ');
  const kept = keptMegabytes === null ? '' : `, ${keptMegabytes.toFixed(0)} MB kept`;
  const memory = `${peakMegabytes.toFixed(0)} MB resident at most by then${kept}`;
  return [
    `${name.padEnd(8)} ${total.toFixed(2)} s (${parts}; ${cpuSeconds.toFixed(2)} s of CPU)`,
    `${' '.repeat(8)} ${(rows / 1e6).toFixed(2)} million rows of ${(sources / 1000).toFixed(0)},000 sources; ${memory}`,
  ];
}
