/** Every storage call of ingest made to fail in turn, before it took effect and after: the counts are those of an undisturbed run. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import { type IngestPorts, type IngestSettings, ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import type { SweepPorts } from '../../src/pipeline/sweep/account-sweep.ts';
import { sweepContainers } from '../../src/pipeline/sweep-containers.ts';
import { azureWorld } from '../support/azure-world.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { blockWriter } from '../support/block-writer.ts';
import { type Fault, withFaults } from '../support/fault-ports.ts';
import { countsOf, ingestWorld, sampleWatchedPorts } from '../support/ingest-world.ts';
import { blobOf, sampleHour, sampleHourStartMs, sampleRecords, sampleRef } from '../support/sample-log.ts';

const first = sampleRecords('nsg-v2', { minutes: 30, tuplesPerMinute: 800 });
const rewritten = sampleRecords('nsg-v2', { minutes: 12, tuplesPerMinute: 80, seed: 7 });
const damaged = rewritten.with(4, (rewritten[4] ?? '').replace('"flowTuples"', '"flowTuples'));

/** How a blob comes to be written, however that is done. */
type Write = (records: readonly string[], anew: boolean) => Promise<void>;
interface Run {
  readonly ports: IngestPorts;
  readonly settings: IngestSettings;
  readonly ref: BlobRef;
  readonly write: Write;
}

/** Growths, a segment's worth of tuples in several chunks, a rewrite with a damaged record, one event told twice. A failed event is told again. */
async function scenario({ ports, settings, ref, write }: Run): Promise<void> {
  const event = async (): Promise<void> => {
    await ingestBlob(ports, settings, ref).catch(() => ingestBlob(ports, settings, ref));
  };
  await write(first.slice(0, 2), true);
  await event();
  await write(first, false);
  await event();
  await event();
  await write(damaged.slice(0, 6), true);
  await event();
  await write(damaged, false);
  await event();
}

const settings: IngestSettings = { chunkBytes: 250_000, longestRecordBytes: 70_000, watchedPorts: sampleWatchedPorts };

/** The scenario in memory with one fault; gives the counts, what was rejected, and the calls made. */
async function inMemory(faults: readonly Fault[]) {
  const world = ingestWorld(settings);
  const ref = sampleRef('nsg-v2');
  let written: readonly string[] = [];
  const write: Write = async (records, anew) => {
    written = anew ? records : [...written, ...records.slice(written.length)];
    world.blobs.put(ref, blobOf(written));
  };
  const { blobs, store } = world.ports;
  const faulty = withFaults({ blobs, store }, faults);
  await scenario({ ports: { ...world.ports, ...faulty.ports }, settings, ref, write });
  const rejected = await store.readRejected(sampleHour);
  const { segments } = await store.readHour(sampleHour);
  return {
    counts: await countsOf(world.ports),
    rejected: rejected.map(({ generation, offset, length }) => ({ generation, offset, length })),
    segments: segments.length,
    calls: faulty.calls,
  };
}

describe('ingest under failing storage calls', () => {
  it('in memory, every call, before and after it took effect', async (t) => {
    const undisturbed = await inMemory([]);
    assert.ok(undisturbed.counts.rejected === 1 && undisturbed.counts.records > 10);
    assert.ok(undisturbed.segments > 0, 'the scenario fills a segment');
    let points = 0;
    for (let at = 1; at <= undisturbed.calls.length; at++) {
      for (const how of ['before', 'after'] as const) {
        const disturbed = await inMemory([{ at, how }]);
        assert.deepEqual(disturbed.counts, undisturbed.counts, `${how} call ${at}, ${undisturbed.calls[at - 1]}`);
        assert.deepEqual(disturbed.rejected, undisturbed.rejected, `${how} call ${at}, ${undisturbed.calls[at - 1]}`);
        points++;
      }
    }
    assert.ok(undisturbed.calls.filter((call) => call === 'store.commit').length > 6);
    t.diagnostic(`${points} points of failure tried`);
  });

  it('in memory, another instance that runs at any call', async (t) => {
    const undisturbed = await inMemory([]);
    for (let at = 1; at <= undisturbed.calls.length; at++) {
      const world = ingestWorld(settings);
      const ref = sampleRef('nsg-v2');
      let written: readonly string[] = [];
      const write: Write = async (records, anew) => {
        written = anew ? records : [...written, ...records.slice(written.length)];
        world.blobs.put(ref, blobOf(written));
      };
      const { blobs, store } = world.ports;
      const other = async (): Promise<void> => {
        await ingestBlob(world.ports, settings, ref);
      };
      const faulty = withFaults({ blobs, store }, [{ at, how: other }]);
      await scenario({ ports: { ...world.ports, ...faulty.ports }, settings, ref, write });
      assert.deepEqual(
        await countsOf(world.ports),
        undisturbed.counts,
        `another instance at call ${at}, ${undisturbed.calls[at - 1]}`,
      );
    }
    t.diagnostic(`${undisturbed.calls.length} interleavings tried`);
  });

  it('what no event told is found by the sweep, whichever of its calls failed before', async (t) => {
    const records = sampleRecords('vnet-v4', { minutes: 10, tuplesPerMinute: 20 });
    const run = async (faults: readonly Fault[]) => {
      const world = ingestWorld();
      world.blobs.put(sampleRef('vnet-v4'), blobOf(records));
      world.blobs.put(sampleRef('nsg-v2'), blobOf(first));
      const { blobs, store } = world.ports;
      const state = memoryStateStore();
      const faulty = withFaults({ blobs, store, state }, faults);
      const ports: SweepPorts = { ...world.ports, ...faulty.ports, wallClock: world.ports.clock };
      const sweepSettings = { ...world.settings, retentionDays: 0 };
      const account = sampleRef('nsg-v2').account;
      await sweepContainers(ports, sweepSettings, [account]).catch(() => null);
      const calls = faulty.calls.length;
      const outcome = await sweepContainers(ports, sweepSettings, [account]);
      assert.equal(outcome.failed, 0);
      assert.equal((await sweepContainers(ports, sweepSettings, [account])).behind, 0);
      return { counts: await countsOf(world.ports), calls: faulty.calls.slice(0, calls) };
    };
    const undisturbed = await run([]);
    for (let at = 1; at <= undisturbed.calls.length; at++) {
      for (const how of ['before', 'after'] as const)
        assert.deepEqual((await run([{ at, how }])).counts, undisturbed.counts, `${how} ${undisturbed.calls[at - 1]}`);
    }
    t.diagnostic(`${undisturbed.calls.length * 2} points of failure tried`);
  });
});

describe('ingest under failing storage calls on Azurite', () => {
  let azurite: Azurite;
  before(async () => {
    azurite = await startAzurite();
  });
  after(() => azurite.stop());

  it('a sample of calls, before and after they took effect', async (t) => {
    const world = await azureWorld(azurite);
    world.clock.nowMs = sampleHourStartMs + 3_600_000;
    let nic = 0;
    const run = async (faults: readonly Fault[]) => {
      const hour = `20261121${String(nic % 20).padStart(2, '0')}`;
      const ref = { ...sampleRef('nsg-v2', world.account, `0000000000${String(nic++).padStart(2, '0')}`, hour) };
      const { blobs, store } = world.ports;
      const faulty = withFaults({ blobs, store }, faults);
      const writer = blockWriter(world.service, ref);
      let written = 0;
      const write: Write = async (records, anew) => {
        if (anew) await writer.rewrite(records);
        else await writer.append(records.slice(written));
        written = records.length;
      };
      await scenario({ ports: { ...world.ports, ...faulty.ports }, settings, ref, write });
      return { counts: await countsOf(world.ports, hour), calls: faulty.calls.length };
    };
    const undisturbed = await run([]);
    assert.deepEqual(undisturbed.counts, (await inMemory([])).counts);
    const sample = [1, 2, 3, 6, 9, 14, 20, undisturbed.calls - 1, undisturbed.calls];
    for (const at of sample) {
      for (const how of ['before', 'after'] as const)
        assert.deepEqual((await run([{ at, how }])).counts, undisturbed.counts, `${how} call ${at}`);
    }
    t.diagnostic(`${sample.length * 2} of ${undisturbed.calls * 2} points of failure tried`);
  });
});
