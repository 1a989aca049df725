import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, bench } from './bench.ts';
import type { LargeBlobKind } from './large-blob-content.ts';
import { type LargeBlobCase, type LargeBlobDone, readLargeBlob } from './large-blob-run.ts';

/** Reading a blob of any size takes at most so much memory over that of the idle process. */
const mostOverIdleMegabytes = 100;

/** The arguments that the settings give Node.js; without them V8 lets garbage take more memory the more the machine has. */
const asDeployed = workerArguments();

function workerArguments(): readonly string[] {
  const sample = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'local.settings.sample.json'), 'utf8'));
  return String(sample.Values.languageWorkers__node__arguments).split(' ');
}

/** What is read, beside how it is told. A flood's facts take long to pack: a fifth of the size shows as much. */
const cases = [
  { kind: 'gateway', part: 1, nodeArguments: asDeployed, isJudged: true },
  { kind: 'flood', part: 0.2, nodeArguments: asDeployed, isJudged: true },
  { kind: 'gateway', part: 0.2, nodeArguments: [], isJudged: false },
] as const;

const kinds: Readonly<Record<LargeBlobKind, string>> = {
  gateway: 'a busy gateway (20 % denied, from 20,000 sources)',
  flood: 'a flood (every tuple denied, each from another source)',
};

/** What reading one large blob took. */
interface LargeBlobBench {
  readonly kind: LargeBlobKind;
  readonly nodeArguments: readonly string[];
  /** Whether the bound is asked of it. */
  readonly isJudged: boolean;
  readonly blobBytes: number;
  readonly readBytes: number;
  readonly commits: number;
  readonly tuples: number;
  readonly factBytes: number;
  readonly seconds: number;
  readonly idleMegabytes: number;
  readonly peakMegabytes: number;
  readonly overIdleMegabytes: number;
}

/** Peak memory of a fresh process that reads a large blob. */
export const largeBlobBench: Bench = bench({
  name: 'large-blob',
  measures: `memory over idle while a large blob is read in chunks of 4 MiB: the composed app in a process of its own, storage on Azurite, counts checked; at most ${mostOverIdleMegabytes} MB`,
  takes: '2 min',
  options: {
    gigabytes: {
      describes: 'size of the blob, GB; it lies in the temporary folder',
      usual: 1,
      from: 0.01,
      to: 16,
      isWhole: false,
    },
  },
  run: async ({ gigabytes }, progress) => {
    const results: LargeBlobBench[] = [];
    for (const { part, isJudged, ...one } of cases) {
      const asked = { ...one, bytes: Math.round(gigabytes * part * 1e9) };
      results.push(resultOf(asked, isJudged, await readLargeBlob(asked, progress)));
    }
    return results;
  },
  lines: (results) => results.flatMap(linesOf),
  problems: (results) =>
    results
      .filter(({ isJudged, overIdleMegabytes }) => isJudged && overIdleMegabytes > mostOverIdleMegabytes)
      .map(
        ({ kind, overIdleMegabytes }) =>
          `${kind}: ${overIdleMegabytes.toFixed(0)} MB over idle, at most ${mostOverIdleMegabytes}`,
      ),
});

function resultOf({ kind, nodeArguments }: LargeBlobCase, isJudged: boolean, done: LargeBlobDone): LargeBlobBench {
  const { outcome, ms, idleBytes, peakBytes, blobBytes, factBytes } = done;
  return {
    kind,
    nodeArguments,
    isJudged,
    blobBytes,
    readBytes: outcome.bytesRead,
    commits: outcome.commits,
    tuples: outcome.tuples,
    factBytes,
    seconds: ms / 1000,
    idleMegabytes: idleBytes / 1e6,
    peakMegabytes: peakBytes / 1e6,
    overIdleMegabytes: (peakBytes - idleBytes) / 1e6,
  };
}

function linesOf(result: LargeBlobBench): readonly string[] {
  const { kind, isJudged, blobBytes, readBytes, commits, tuples, factBytes, seconds } = result;
  const { idleMegabytes, peakMegabytes, overIdleMegabytes } = result;
  const machine = isJudged ? `Node.js with ${result.nodeArguments.join(' ')}` : 'Node.js without them, not judged';
  const memory = `${overIdleMegabytes.toFixed(0)} MB over idle (${idleMegabytes.toFixed(0)} → ${peakMegabytes.toFixed(0)})`;
  const work = `${(tuples / 1e6).toFixed(1)} million tuples, ${commits} commits, ${(factBytes / 1e6).toFixed(1)} MB of facts`;
  return [
    `${(blobBytes / 1e6).toFixed(0)} MB of ${kinds[kind]}; ${machine}`,
    `  ${memory}; ${work}, bytes read ${(readBytes / blobBytes).toFixed(3)} of the blob's, ${seconds.toFixed(0)} s`,
  ];
}
