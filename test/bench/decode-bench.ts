import { type Bench, bench } from './bench.ts';
import { benchDecodeAndCount, type DecodeBench } from './decode-and-count.ts';

/** Few keys as in an ordinary hour, and so many that most tuples begin a fact of their own. */
const keyCounts = [200, 200_000];

/** Decoding and counting against the plain way. */
export const decodeBench: Bench = bench({
  name: 'decode',
  measures:
    'decoding and counting a VNet flow log, against JSON.parse and split giving the same facts (checked); best of several runs',
  takes: '1 min',
  options: {
    megabytes: { describes: 'size of the log that is decoded, MB', usual: 100, from: 1, to: 400, isWhole: true },
  },
  run: async ({ megabytes }, progress) =>
    keyCounts.map((keys) => {
      progress.stage(`${megabytes} MB with ${keys} keys`);
      return benchDecodeAndCount(keys, megabytes);
    }),
  lines: (results) => results.map(lineOf),
});

function lineOf({ keys, oursPerSecond, plainPerSecond, ratio, scanToBareLoop }: DecodeBench): string {
  const speeds = `${oursPerSecond.toFixed(0).padStart(4)} MB/s, plain ${plainPerSecond.toFixed(0).padStart(3)} MB/s`;
  const scan = `the scan alone takes ${scanToBareLoop.toFixed(1)} times a bare loop over the bytes`;
  return `${String(keys).padStart(7)} keys: ${speeds}: ${ratio.toFixed(1)} times as fast; ${scan}`;
}
