import assert from 'node:assert/strict';
import { embeddedDatabasePath, openMaxmindCountries } from '../../../src/adapters/maxmind/maxmind-countries.ts';
import { simulatedLogs } from '../../../src/local/simulate/simulated-logs.ts';
import { folderOfDay, writeLogFiles } from '../../../src/local/write/write-log-files.ts';
import { type Bench, bench } from '../bench.ts';
import type { Progress } from '../progress.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type CommandRun, runCommand } from './run-command.ts';

/** Reading three times as many days may take at most so much more memory: garbage that is not collected yet. */
const mostGrowthMegabytes = 150;
const dayMs = 86_400_000;
const fromMs = Date.UTC(2026, 10, 1);

/** What a command took for some logs. */
interface ReplayTook {
  readonly command: string;
  readonly days: number;
  readonly bytes: number;
  readonly megabytesPerSecond: number;
  /** By computing time, which does not depend on what else the machine does. */
  readonly megabytesPerCpuSecond: number;
  readonly peakMegabytes: number;
  readonly incidents: number;
}

/** Speed and memory of `scan` and `backtest` over the logs of the embedded run's network. */
export const backtestBench: Bench = bench({
  name: 'backtest',
  measures: `scan and backtest, each in a process of its own, over logs of the network of the embedded run (three such networks for 15 days are 1.1 GB; they lie in the temporary folder); both find the same incidents (checked), and all days take at most ${mostGrowthMegabytes} MB more than a third of them`,
  takes: '7 min',
  options: {
    days: { describes: 'days of logs', usual: 15, from: 3, to: 60, isWhole: true },
    networks: { describes: 'networks of twelve interfaces', usual: 3, from: 1, to: 20, isWhole: true },
  },
  run: ({ days, networks }, progress) =>
    inTemporaryFolder(async (folder) => {
      const bytes = await writeLogs(folder, days, networks, progress);
      const folders = Array.from({ length: days }, (_, day) => folderOfDay(folder, fromMs + day * dayMs));
      const third = Math.floor(days / 3);
      const results: ReplayTook[] = [];
      for (const [command, ofDays] of [
        ['backtest', third],
        ['scan', days],
        ['backtest', days],
      ] as const) {
        progress.stage(`${command} of ${ofDays} days`);
        const part = bytes.slice(0, ofDays).reduce((sum, ofDay) => sum + ofDay, 0);
        const ran = await runCommand([command, '--json', ...folders.slice(0, ofDays)], folder);
        results.push(resultOf(command, ofDays, part, ran));
      }
      const [, scanned, tried] = results;
      assert.equal(tried?.incidents, scanned?.incidents, 'scan and backtest find the same incidents');
      return results;
    }),
  lines: (results) => results.map(lineOf),
  problems: ([few, , all]) => {
    const grown = (all?.peakMegabytes ?? 0) - (few?.peakMegabytes ?? 0);
    return grown > mostGrowthMegabytes ? [`${grown.toFixed(0)} MB more for all days, at most ${mostGrowthMegabytes}`] : [];
  },
});

/** Bytes of each day. */
async function writeLogs(folder: string, days: number, networks: number, progress: Progress): Promise<readonly number[]> {
  const countries = await openMaxmindCountries(embeddedDatabasePath());
  const isAllocated = (address: string): boolean => countries.countryOf(address) !== '';
  const bytes = new Array<number>(days).fill(0);
  progress.stage(`writes ${days} days of ${networks} networks`);
  for (let network = 0; network < networks; network++) {
    const source = simulatedLogs({ seed: network + 1, originMs: fromMs, isAllocated }, 0);
    let [hours, before] = [0, 0];
    const onHour = (written: number): void => {
      const day = Math.floor(hours++ / 24);
      bytes[day] = (bytes[day] ?? 0) + written - before;
      before = written;
      progress.part(network * days * 24 + hours, networks * days * 24);
    };
    await writeLogFiles(source, { folder, untilMs: fromMs + days * dayMs, onHour });
  }
  return bytes;
}

function resultOf(command: string, days: number, bytes: number, { ms, cpuMs, peakBytes, stdout }: CommandRun): ReplayTook {
  return {
    command,
    days,
    bytes,
    megabytesPerSecond: bytes / ms / 1000,
    megabytesPerCpuSecond: bytes / cpuMs / 1000,
    peakMegabytes: peakBytes / 1e6,
    incidents: JSON.parse(stdout).incidents.length,
  };
}

function lineOf({
  command,
  days,
  bytes,
  megabytesPerSecond,
  megabytesPerCpuSecond,
  peakMegabytes,
  incidents,
}: ReplayTook): string {
  const speed = `${megabytesPerSecond.toFixed(1)} MB/s (${megabytesPerCpuSecond.toFixed(1)} MB a second of computing)`;
  return `${command} of ${days} days, ${(bytes / 1e6).toFixed(0)} MB: ${speed}, ${peakMegabytes.toFixed(0)} MB of memory at most, ${incidents} incidents`;
}
