import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { memoryHourStore } from '../../../src/adapters/memory/memory-hour-store.ts';
import { memoryIncidentStore } from '../../../src/adapters/memory/memory-incident-store.ts';
import { memoryIngestStore } from '../../../src/adapters/memory/memory-ingest-store.ts';
import { memoryStateStore } from '../../../src/adapters/memory/memory-state-store.ts';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { packInParts } from '../../../src/count/split-facts.ts';
import type { Digest } from '../../../src/model/digest.ts';
import { type DigestPorts, readDigest } from '../../../src/pipeline/read-digest.ts';
import { mostRowBytes } from '../../../src/pipeline/roll-up-hour.ts';
import { hourStartMs, hoursOfDay } from '../../../src/read/hours.ts';
import { reportPage } from '../../../src/report/report-page.ts';
import { makeLogSummary } from '../../support/make-hour.ts';
import { type Bench, bench } from '../bench.ts';
import type { Progress } from '../progress.ts';
import { countedDay, watchedKeys } from './counted-hour.ts';
import { hourMaker } from './facts-of-hour.ts';
import { type Network, networkOf } from './network.ts';
import { targetsOption } from './targets-option.ts';

/** What making a digest, or the page of it, took. */
interface Took {
  readonly name: 'counted' | 'kept' | 'page';
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** How much more memory than before it was resident at most, MB. */
  readonly moreMegabytes: number;
}

interface DigestBench {
  readonly runs: readonly Took[];
  readonly denied: number;
  readonly sources: number;
  readonly rowBytes: number;
  readonly digestBytes: number;
  readonly pageBytes: number;
}

const mostPageBytes = 1_000_000;

/** The digest of a day of many targets, counted from its hours, and made again from what was kept. */
export const digestBench: Bench = bench({
  name: 'digest',
  measures:
    'the digest of a day: counted from its rolled-up hours one at a time, made again from what was kept (checked to be the same), and its page; at most 1 MB',
  takes: '1 min',
  options: { targets: targetsOption },
  run: async ({ targets }, progress) => {
    const stored = await storeDay(networkOf(targets), progress);
    const first = await measured('counted', () => digestOf(stored.ports));
    const again = await measured('kept', () => digestOf(stored.ports));
    assert.ok(isDeepStrictEqual(again.made, first.made));
    const page = await measured('page', async () => reportPage(first.made, { previous: null, next: null }));
    const { denied, sources } = first.made.sums;
    assert.equal(denied.now, stored.denied);
    return {
      runs: [first.took, again.took, page.took],
      denied: denied.now,
      sources: sources.now,
      rowBytes: stored.rowBytes,
      digestBytes: JSON.stringify(first.made).length,
      pageBytes: Buffer.byteLength(page.made),
    } satisfies DigestBench;
  },
  lines: ({ runs, denied, sources, rowBytes, digestBytes, pageBytes }) => [
    ...runs.map(
      ({ name, seconds, cpuSeconds, moreMegabytes }) =>
        `${name.padEnd(7)} ${seconds.toFixed(2)} s (${cpuSeconds.toFixed(2)} s of CPU), at most ${moreMegabytes} MB more resident`,
    ),
    `digest and page: ${cpuOf(runs, 'counted', 'page').toFixed(2)} s of CPU the first time, ${cpuOf(runs, 'kept', 'page').toFixed(2)} s from then on`,
    `${denied} denied attempts of ${sources} sources in ${(rowBytes / 1e6).toFixed(0)} MB of rows; the digest is ${kilobytes(digestBytes)} of JSON, its page ${kilobytes(pageBytes)}`,
  ],
  problems: ({ pageBytes }) =>
    pageBytes <= mostPageBytes ? [] : [`the page is ${kilobytes(pageBytes)}, more than ${kilobytes(mostPageBytes)}`],
});

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} KB`;

const cpuOf = (runs: readonly Took[], ...names: readonly Took['name'][]): number =>
  runs.filter(({ name }) => names.includes(name)).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);

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

const day = `${countedDay.slice(0, 4)}-${countedDay.slice(4, 6)}-${countedDay.slice(6)}`;

const digestOf = (ports: DigestPorts): Promise<Digest> =>
  readDigest(ports, defaultDetectionSettings, { countryDatabase: null, earlierBudgetMs: 0 }, day);

/** Makes something, and tells what that took. */
async function measured<T>(name: Took['name'], make: () => Promise<T>): Promise<{ readonly made: T; readonly took: Took }> {
  globalThis.gc?.();
  const residentBefore = process.memoryUsage.rss();
  let most = residentBefore;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const cpuBefore = process.cpuUsage();
  const startedMs = performance.now();
  const made = await make();
  const seconds = (performance.now() - startedMs) / 1000;
  clearInterval(watching);
  const { user, system } = process.cpuUsage(cpuBefore);
  most = Math.max(most, process.memoryUsage.rss());
  const moreMegabytes = Math.round((most - residentBefore) / 1e6);
  return { made, took: { name, seconds, cpuSeconds: (user + system) / 1e6, moreMegabytes } };
}
