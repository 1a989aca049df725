import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { memoryHourStore } from '../../../src/adapters/memory/memory-hour-store.ts';
import { memoryIncidentStore } from '../../../src/adapters/memory/memory-incident-store.ts';
import { memoryIngestStore } from '../../../src/adapters/memory/memory-ingest-store.ts';
import { memoryStateStore } from '../../../src/adapters/memory/memory-state-store.ts';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { packInParts } from '../../../src/count/split-facts.ts';
import { type DigestPorts, readDigest } from '../../../src/pipeline/read-digest.ts';
import { mostRowBytes } from '../../../src/pipeline/roll-up-hour.ts';
import { hourStartMs, hoursOfDay } from '../../../src/read/hours.ts';
import { makeLogSummary } from '../../support/make-hour.ts';
import { type Bench, bench } from '../bench.ts';
import type { Progress } from '../progress.ts';
import { countedDay, watchedKeys } from './counted-hour.ts';
import { hourMaker } from './facts-of-hour.ts';
import { type Network, networkOf } from './network.ts';
import { targetsOption } from './targets-option.ts';

/** What making a digest took. */
interface Made {
  readonly name: 'counted' | 'kept';
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** How much more memory than before it was resident at most, MB. */
  readonly moreMegabytes: number;
}

interface DigestBench {
  readonly runs: readonly Made[];
  readonly denied: number;
  readonly sources: number;
  readonly rowBytes: number;
  readonly digestBytes: number;
}

/** The digest of a day of many targets, counted from its hours, and made again from what was kept. */
export const digestBench: Bench = bench({
  name: 'digest',
  measures:
    'the digest of a day: counted from its rolled-up hours one at a time, and made again from what was kept (checked to be the same)',
  takes: '1 min',
  options: { targets: targetsOption },
  run: async ({ targets }, progress) => {
    const stored = await storeDay(networkOf(targets), progress);
    const first = await make(stored.ports, 'counted');
    const again = await make(stored.ports, 'kept');
    assert.ok(isDeepStrictEqual(again.digest, first.digest));
    const { denied, sources } = first.digest.sums;
    assert.equal(denied.now, stored.denied);
    const digestBytes = JSON.stringify(first.digest).length;
    return {
      runs: [first.made, again.made],
      denied: denied.now,
      sources: sources.now,
      rowBytes: stored.rowBytes,
      digestBytes,
    } satisfies DigestBench;
  },
  lines: ({ runs, denied, sources, rowBytes, digestBytes }) => [
    ...runs.map(
      ({ name, seconds, cpuSeconds, moreMegabytes }) =>
        `${name.padEnd(7)} ${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of CPU), at most ${moreMegabytes} MB more resident`,
    ),
    `${denied} denied attempts of ${sources} sources in ${(rowBytes / 1e6).toFixed(0)} MB of rows; the digest is ${Math.round(digestBytes / 1024)} KB of JSON`,
  ],
});

const nowMs = hourStartMs(`${countedDay}00`) + 32 * 3_600_000;
const clock = { now: () => nowMs };

interface StoredDay {
  readonly ports: DigestPorts;
  readonly rowBytes: number;
  /** On watched ports, added up beside the digest. */
  readonly denied: number;
}

/** Rolled-up rows of 24 hours, in memory. */
async function storeDay(network: Network, progress: Progress): Promise<StoredDay> {
  const hours = memoryHourStore(clock);
  const watched = watchedKeys(defaultDetectionSettings);
  const maker = hourMaker(network, watched);
  const logs = network.targets.map(({ mac, address }) =>
    makeLogSummary({ kind: 'vnet', flowLog: 'LOG', mac, targets: [`${mac} ${address}`], rejected: 0 }),
  );
  let [rowBytes, denied] = [0, 0];
  progress.stage('makes 24 hours');
  for (const [i, hour] of hoursOfDay(countedDay).entries()) {
    const facts = maker.factsAt(hourStartMs(hour));
    const { port, protocol, flows } = facts.denied;
    for (let row = 0; row < flows.length; row++)
      if (watched.has((protocol[row] ?? 0) * 65_536 + (port[row] ?? 0))) denied += flows[row] ?? 0;
    const rows = packInParts(facts, mostRowBytes);
    rowBytes += rows.reduce((sum, { length }) => sum + length, 0);
    await hours.writeHour({ hour, version: 'bench', rows: rows.length, fingerprint: `of ${hour}`, logs }, rows, null);
    progress.part(i + 1, 24);
  }
  const ports = {
    store: memoryIngestStore(),
    hours,
    state: memoryStateStore(),
    incidents: memoryIncidentStore(),
    clock,
    wallClock: clock,
  };
  return { ports, rowBytes, denied };
}

async function make(ports: DigestPorts, name: Made['name']) {
  globalThis.gc?.();
  const residentBefore = process.memoryUsage.rss();
  let most = residentBefore;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  const day = `${countedDay.slice(0, 4)}-${countedDay.slice(4, 6)}-${countedDay.slice(6)}`;
  const digest = await readDigest(ports, defaultDetectionSettings, { countryDatabase: null, earlierBudgetMs: 0 }, day);
  const seconds = (performance.now() - startedMs) / 1000;
  clearInterval(watching);
  const { user, system } = process.cpuUsage(cpuBefore);
  most = Math.max(most, process.memoryUsage.rss());
  return {
    digest,
    made: { name, seconds, cpuSeconds: (user + system) / 1e6, moreMegabytes: Math.round((most - residentBefore) / 1e6) },
  };
}
