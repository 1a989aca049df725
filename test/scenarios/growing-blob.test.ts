/**
 * The nine ways in which other readers of growing flow logs lose or double records, each on Azurite with a 60-minute blob of 12,000
 * tuples written block by block as Azure writes it: here nothing is missing and nothing doubled.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mergeFacts } from '../../src/count/fact-tables.ts';
import { Failure } from '../../src/model/failure.ts';
import { defaultChunkBytes, type IngestPorts, ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { readHour } from '../../src/pipeline/read-hour.ts';
import { sweepContainers } from '../../src/pipeline/sweep-containers.ts';
import { type AzureWorld, azureWorld } from '../support/azure-world.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { type BlockIds, type BlockWriter, blockWriter } from '../support/block-writer.ts';
import { canonicalFacts } from '../support/canonical-facts.ts';
import { sampleWatchedPorts } from '../support/ingest-world.ts';
import { plainCount } from '../support/plain-count.ts';
import { type LogFormat, logFormats, sampleHour, sampleRecords } from '../support/sample-log.ts';

const settings = { chunkBytes: defaultChunkBytes, watchedPorts: sampleWatchedPorts, retentionDays: 0 };
const hour = { minutes: 60, tuplesPerMinute: 200 };

let azurite: Azurite;
let world: AzureWorld;
let nics = 0;
before(async () => {
  azurite = await startAzurite();
  world = await azureWorld(azurite);
});
after(() => azurite.stop());

/** One growing blob with its reader. */
interface Scene {
  readonly records: readonly string[];
  /** Another hour of the same NIC. */
  otherRecords(): readonly string[];
  readonly writer: BlockWriter;
  /** One event of the blob trigger; `ports` lets a call fail. */
  event(ports?: Partial<IngestPorts>): Promise<void>;
  sweep(): Promise<void>;
  /** Asserts that the counts equal the truth of these records. */
  expect(records: readonly string[], rejected?: number): Promise<void>;
}

function scene(format: LogFormat, ids: BlockIds = 'azure'): Scene {
  const mac = (0x0003a7f13400 + nics++).toString(16).toUpperCase().padStart(12, '0');
  const ref = world.ref(format, mac);
  // Records name the NIC of the path, as Azure's do.
  const recordsOf = (seed: number) =>
    sampleRecords(format, { ...hour, seed }).map((record) => record.replaceAll('000D3A7F1340', mac));
  const records = recordsOf(1);
  return {
    records,
    otherRecords: () => recordsOf(9),
    writer: blockWriter(world.service, ref, ids),
    event: async (ports = {}) => {
      await ingestBlob({ ...world.ports, ...ports }, settings, ref);
    },
    sweep: async () => {
      await sweepContainers(world.ports, settings, [world.account]);
    },
    expect: async (expected, rejected = 0) => {
      const chosen = (await readHour(world.ports.store, sampleHour)).filter(({ stream }) => stream.mac === mac);
      const truth = plainCount(expected, sampleWatchedPorts, () => 'NL');
      assert.deepEqual(canonicalFacts(mergeFacts(chosen.map(({ facts }) => facts))), { ...truth, rejected });
    },
  };
}

const unavailable = async (): Promise<never> => {
  throw new Failure('storage-unavailable', 'the table does not answer', { retryable: true });
};
const sinkDown = (): Partial<IngestPorts> => ({ store: { ...world.ports.store, commit: unavailable } });
const cursorUnreadable = (): Partial<IngestPorts> => ({ store: { ...world.ports.store, readCursor: unavailable } });
const failing = (event: Promise<void>): Promise<void> => assert.rejects(event, { code: 'storage-unavailable' });

for (const format of logFormats) {
  describe(`${format}: a growing blob is counted exactly once`, () => {
    it('there are at least 12,000 tuples in 60 minutes', () => {
      assert.ok(plainCount(sampleRecords(format, hour), sampleWatchedPorts).tuples >= 12_000);
    });

    it('when it grows between listing and reading', async () => {
      const { records, writer, event, sweep, expect } = scene(format);
      for (let i = 0; i < records.length; i += 6) {
        await writer.append(records.slice(i, i + 3));
        const readRange: IngestPorts['blobs']['readRange'] = async (...range) => {
          await writer.append(records.slice(i + 3, i + 6));
          return world.ports.blobs.readRange(...range);
        };
        await event({ blobs: { ...world.ports.blobs, readRange } });
      }
      await sweep();
      await expect(records);
    });

    it('when block ids are GUIDs', async () => {
      const { records, writer, event, expect } = scene(format, 'guid');
      for (const record of records) {
        await writer.append([record]);
        await event();
      }
      await expect(records);
    });

    it('when one cursor read fails', async () => {
      const { records, writer, event, expect } = scene(format);
      for (const [i, record] of records.entries()) {
        await writer.append([record]);
        if (i === 30) await failing(event(cursorUnreadable()));
        else await event();
      }
      await expect(records);
    });

    it('when the table is down in the last minute of the hour: the sweep finds it', async () => {
      const { records, writer, event, sweep, expect } = scene(format);
      for (const [i, record] of records.entries()) {
        await writer.append([record]);
        if (i === records.length - 1) await failing(event(sinkDown()));
        else await event();
      }
      await sweep();
      await expect(records);
    });

    it('when the table is down for seven minutes and every event of them is given up', async () => {
      const { records, writer, event, expect } = scene(format);
      for (const [i, record] of records.entries()) {
        await writer.append([record]);
        if (i < 30 || i >= 37) await event();
        else for (let attempt = 0; attempt < 5; attempt++) await failing(event(sinkDown()));
      }
      await expect(records);
    });

    it('when two handlers run at once for every event', async () => {
      const { records, writer, event, expect } = scene(format);
      for (const record of records) {
        await writer.append([record]);
        await Promise.all([event(), event()]);
      }
      await expect(records);
    });

    it('when three events come late, after newer ones', async () => {
      const { records, writer, event, expect } = scene(format);
      for (const [i, record] of records.entries()) {
        await writer.append([record]);
        if (i < 20 || i > 22) await event();
      }
      for (let late = 0; late < 3; late++) await event();
      await expect(records);
    });

    it('when one record is malformed: that record is set aside, nothing beside it', async () => {
      const { records, writer, event, expect } = scene(format);
      const damaged = records.with(30, (records[30] ?? '').replace('"flowTuples":[', '"flowTuples":[,'));
      for (const record of damaged) {
        await writer.append([record]);
        await event();
      }
      await expect(records.toSpliced(30, 1), 1);
    });

    it('when it is written anew, shorter or with other content', async () => {
      const { records, otherRecords, writer, event, expect } = scene(format);
      await writer.append(records);
      await event();
      await writer.rewrite(records.slice(0, 10));
      await event();
      await expect(records.slice(0, 10));
      const other = otherRecords();
      await writer.rewrite(other);
      await event();
      await expect(other);
    });
  });
}
