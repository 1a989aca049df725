import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { playedLogs } from '../../../src/local/play/played-logs.ts';
import { simulatedLogs } from '../../../src/local/simulate/simulated-logs.ts';
import type { Flush } from '../../../src/local/write/log-source.ts';

const folder = await mkdtemp(join(tmpdir(), 'knockwatch-played-'));
after(() => rm(folder, { recursive: true }));

const originMs = Date.parse('2026-11-21T10:00:00Z');
const simulated = simulatedLogs({ seed: 1, originMs, isAllocated: () => true }, 0);
const original: Flush[] = [];
for (const flush of simulated.flushes as Iterable<Flush>) if (original.push(flush) === 60) break;

const blobs = [...Map.groupBy(original, ({ container, path }) => `${container}/${path}`)];
const textOf = (flushes: readonly Flush[]): string =>
  `{"records":[${flushes.flatMap(({ records }) => records.map(String)).join(',')}]}`;

async function flushesOf(paths: readonly string[]): Promise<readonly Flush[]> {
  const flushes: Flush[] = [];
  for await (const flush of (await playedLogs(paths)).flushes) flushes.push(flush);
  return flushes;
}

const asText = ({ container, path, loggedAtMs, records, tuples }: Flush) =>
  JSON.stringify([loggedAtMs, container, path, records.map(String), tuples]);

suite('playedLogs()', () => {
  test('plays files that lie under their own paths record by record, as they were logged', async () => {
    const downloaded = join(folder, 'downloaded');
    for (const [path, flushes] of blobs) {
      await mkdir(join(downloaded, path, '..'), { recursive: true });
      await writeFile(join(downloaded, path), textOf(flushes));
    }
    assert.deepEqual((await flushesOf([downloaded])).map(asText).toSorted(), original.map(asText).toSorted());
  });

  test('plays in the order of time, from the first record on', async () => {
    const source = await playedLogs([join(folder, 'downloaded')]);
    const times = (await flushesOf([join(folder, 'downloaded')])).map(({ loggedAtMs }) => loggedAtMs);
    assert.deepEqual(times, times.toSorted());
    assert.equal(source.originMs, times[0]);
    assert.deepEqual(new Set(source.flowLogs).size, new Set(simulated.flowLogs).size);
  });

  test('takes the place of a file with another name from its first record', async () => {
    for (const [, flushes] of blobs.slice(0, 12)) {
      const [first] = flushes;
      const file = join(folder, `${first?.container.length}.json`);
      await writeFile(file, textOf(flushes));
      const [played] = await flushesOf([file]);
      assert.equal(played?.container, first?.container);
      assert.equal(played?.path.slice(-61), first?.path.slice(-61), 'hour and interface');
    }
  });

  test('plays what cannot be decoded too, right after the record before it', async () => {
    const [, flushes = []] = blobs[0] ?? [];
    const file = join(folder, 'damaged.json');
    await writeFile(file, textOf(flushes).replace(/\]\}$/, ',{"time":7}]}'));
    const last = (await flushesOf([file])).at(-1);
    assert.equal(last?.loggedAtMs, flushes.at(-1)?.loggedAtMs);
    assert.equal(String(last?.records.at(-1)), '{"time":7}');
  });

  test('says so where there is nothing to play', async () => {
    const file = join(folder, 'other.json');
    await writeFile(file, '{"hello":"world"}');
    await assert.rejects(playedLogs([file]), { code: 'unreadable-path', message: /holds no record of a flow log/ });
    await assert.rejects(playedLogs([join(folder, 'missing')]), { code: 'unreadable-path' });
  });
});
