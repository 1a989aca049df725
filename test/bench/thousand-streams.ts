import assert from 'node:assert/strict';
import { type Bench, bench } from './bench.ts';
import { grownBytes } from './thousand-streams-content.ts';
import { type GrownOnce, growInMemory, growOnAzurite } from './thousand-streams-run.ts';

/** Read the cursor, read the range, commit. */
const callsPerGrowth = 3;
/** A growth of n bytes downloads at most so much. */
const mostBytesRead = (grown: number): number => 1.05 * grown + 100;

/** What ingesting streams that grew once took. */
interface StreamsBench {
  readonly storage: 'azurite' | 'memory';
  readonly streams: number;
  readonly tuples: number;
  readonly streamsPerSecond: number;
  /** Computing of the ingesting process a stream, ms. */
  readonly cpuMsPerStream: number;
  /** null in memory, where none are made. */
  readonly callsPerStream: number | null;
  readonly grownBytes: number;
  readonly readBytes: number;
  /** What may be downloaded at most for that growth. */
  readonly mostReadBytes: number;
}

/** Ingest of many streams that grew by a minute each. */
export const streamsBench: Bench = bench({
  name: 'streams',
  measures:
    'ingest of streams (network interfaces) that grew by one record of 9 tuples each, as blob events would do it; both ways give the same facts (checked)',
  takes: '1 min',
  options: {
    streams: { describes: 'how many streams grow', usual: 1000, from: 1, to: 20_000, isWhole: true },
    'at-once': {
      describes: 'how many are ingested at once; 8 is what host.json says',
      usual: 8,
      from: 1,
      to: 256,
      isWhole: true,
    },
  },
  run: async ({ streams, 'at-once': atOnce }, progress) => {
    const asked = { streams, atOnce };
    const azurite = await growOnAzurite(asked, progress);
    progress.stage('the same in memory');
    const memory = await growInMemory(asked);
    assert.deepEqual(memory.counts, azurite.counts, 'both ways give the same facts');
    return [resultOf('azurite', azurite), resultOf('memory', memory)];
  },
  lines: (results) => results.map(lineOf),
  problems: (results) => results.flatMap(problemsOf),
});

function resultOf(
  storage: StreamsBench['storage'],
  { streams, ms, cpuMs, bytesRead, tuples, requests }: GrownOnce,
): StreamsBench {
  const grown = streams.map(grownBytes);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    storage,
    streams: streams.length,
    tuples,
    streamsPerSecond: (streams.length / ms) * 1000,
    cpuMsPerStream: cpuMs / streams.length,
    callsPerStream: storage === 'memory' ? null : requests / streams.length,
    grownBytes: sum(grown),
    readBytes: bytesRead,
    mostReadBytes: sum(grown.map(mostBytesRead)),
  };
}

function lineOf(result: StreamsBench): string {
  const { storage, streams, tuples, streamsPerSecond, cpuMsPerStream, callsPerStream, grownBytes: grown, readBytes } = result;
  const where = storage === 'memory' ? 'in memory' : 'on Azurite';
  const speed = `${streamsPerSecond.toFixed(0).padStart(5)} streams a second, ${cpuMsPerStream.toFixed(2)} ms of computing each`;
  const calls = callsPerStream === null ? '' : `; ${callsPerStream.toFixed(2)} storage calls a stream`;
  const bytes = `${(grown / 1e6).toFixed(2)} MB grown, ${(readBytes / 1e6).toFixed(2)} MB read (${(readBytes / grown).toFixed(3)})`;
  return `${where}: ${speed}${calls}; ${streams} streams, ${tuples} tuples, ${bytes}`;
}

function problemsOf({ storage, callsPerStream, readBytes, mostReadBytes }: StreamsBench): readonly string[] {
  const problems: string[] = [];
  if (callsPerStream !== null && callsPerStream !== callsPerGrowth) {
    problems.push(`${storage}: ${callsPerStream} storage calls a stream, expected ${callsPerGrowth}`);
  }
  if (readBytes > mostReadBytes) problems.push(`${storage}: ${readBytes} bytes read, at most ${mostReadBytes.toFixed(0)}`);
  return problems;
}
