import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../src/model/failure.ts';
import { ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { countsOf, type IngestWorld, ingestWorld, sampleWatchedPorts } from '../support/ingest-world.ts';
import { plainCount } from '../support/plain-count.ts';
import {
  blobOf,
  growthOf,
  type LogFormat,
  logFormats,
  recordText,
  sampleHour,
  sampleHourStartMs,
  sampleRecords,
  sampleRef,
} from '../support/sample-log.ts';

const netherlands = (): string => 'NL';

/** The truth of records without damage, as the world's counts tell it. */
const truthOf = (records: readonly string[], rejected = 0) => ({
  ...plainCount(records, sampleWatchedPorts, netherlands),
  rejected,
});

async function grow(world: IngestWorld, format: LogFormat, versions: readonly Uint8Array[]): Promise<number> {
  let bytesRead = 0;
  for (const version of versions) {
    world.blobs.put(sampleRef(format), version);
    bytesRead += (await world.ingest(sampleRef(format))).bytesRead;
  }
  return bytesRead;
}

describe('ingestBlob() counts a growing blob once', () => {
  for (const format of logFormats) {
    it(`${format}: equals a plain count, and downloads at most 1.05 n + 100 bytes a growth`, async () => {
      const world = ingestWorld();
      const records = sampleRecords(format, { minutes: 60, tuplesPerMinute: 40 });
      const versions = growthOf(records);
      const bytesRead = await grow(world, format, versions);
      assert.deepEqual(await world.counts(), truthOf(records));
      const blobBytes = versions.at(-1)?.length ?? 0;
      assert.ok(bytesRead <= 1.05 * blobBytes + 100 * versions.length, `${bytesRead} bytes read of ${blobBytes}`);
    });
  }

  it('costs three storage calls a growth: read the cursor, one ranged read, one commit', async () => {
    const world = ingestWorld();
    const calls: string[] = [];
    const note = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, name, receiver) => {
          const method: unknown = Reflect.get(target, name, receiver);
          if (typeof method !== 'function') return method;
          return (...values: unknown[]) => {
            calls.push(String(name));
            return method.apply(target, values);
          };
        },
      });
    const ports = { ...world.ports, blobs: note(world.ports.blobs), store: note(world.ports.store) };
    const records = sampleRecords('vnet-v4', { minutes: 5, tuplesPerMinute: 40 });
    for (const version of growthOf(records)) {
      calls.length = 0;
      world.blobs.put(sampleRef('vnet-v4'), version);
      await ingestBlob(ports, world.settings, sampleRef('vnet-v4'));
      assert.deepEqual(calls, ['readCursor', 'readRange', 'commit']);
    }
    calls.length = 0;
    await ingestBlob(ports, world.settings, sampleRef('vnet-v4'));
    assert.deepEqual(calls, ['readCursor', 'readRange'], 'an event told twice writes nothing');
  });

  it('any split of the bytes, any order, repetition and interleaving of triggers gives the same counts', async () => {
    const records = sampleRecords('nsg-v2', { minutes: 6, tuplesPerMinute: 6 });
    const bytes = blobOf(records);
    const truth = truthOf(records);
    const growths = fc.array(
      fc.record({ to: fc.nat(bytes.length), triggers: fc.integer({ min: 0, max: 4 }), together: fc.boolean() }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(growths, fc.integer({ min: 2100, max: 9000 }), async (steps, chunkBytes) => {
        const world = ingestWorld({ chunkBytes, longestRecordBytes: 1000 });
        const ref = sampleRef('nsg-v2');
        let length = 0;
        for (const { to, triggers, together } of [...steps, { to: bytes.length, triggers: 2, together: true }]) {
          length = Math.max(length, to);
          world.blobs.put(ref, bytes.subarray(0, length));
          const runs = Array.from({ length: triggers }, () => () => world.ingest(ref));
          if (together) await Promise.all(runs.map((run) => run()));
          else for (const run of runs) await run();
        }
        assert.deepEqual(await world.counts(), truth);
      }),
      { numRuns: 150 },
    );
  });

  it('facts that outgrow the cursor row move to segments, in commits of bounded size', async () => {
    const world = ingestWorld({ chunkBytes: 3 * 1024 * 1024 });
    const records = sampleRecords('vnet-v4', { minutes: 60, tuplesPerMinute: 1500 });
    await grow(world, 'vnet-v4', [blobOf(records)]);
    const { cursors, segments } = await world.ports.store.readHour(sampleHour);
    assert.ok(segments.length > 1, `${segments.length} segments`);
    assert.ok(segments.every(({ facts }) => facts.length <= 900 * 1024));
    assert.ok(cursors.every(({ cursor }) => cursor.open.length <= 48 * 1024));
    assert.deepEqual(await world.counts(), truthOf(records));
  });

  it('a blob of hostile cardinality is taken in pieces that fit a commit', async () => {
    const tuples = Array.from(
      { length: 60_000 },
      (_, i) =>
        `1795255200,${20 + (i % 50)}.${i % 251}.${(i * 7) % 253}.${(i * 13) % 255},10.1.0.${i % 200},5,${(i * 31) % 65536},T,I,D,B,,,,`,
    );
    const records = Array.from({ length: 100 }, (_, i) =>
      recordText('nsg-v2', sampleHourStartMs + i, new Map([[`UserRule_${i}`, tuples.slice(i * 600, i * 600 + 600)]])),
    );
    const world = ingestWorld({ chunkBytes: 8 * 1024 * 1024 });
    await grow(world, 'nsg-v2', [blobOf(records)]);
    assert.deepEqual(await world.counts(), truthOf(records));
  });
});

describe('ingestBlob() sets aside what cannot be read', () => {
  it('a damaged record in the middle costs that record and is kept with its place and bytes', async () => {
    const world = ingestWorld();
    const records = sampleRecords('nsg-v2', { minutes: 5, tuplesPerMinute: 10 });
    const broken = records.with(2, `${records[2]}`.replace('"flowTuples"', '"flowTuples'));
    await grow(world, 'nsg-v2', growthOf(broken));
    assert.deepEqual(await world.counts(), truthOf(records.toSpliced(2, 1), 1));
    const [row, ...others] = await world.ports.store.readRejected(sampleHour);
    assert.deepEqual(others, []);
    assert.equal(Buffer.from(row?.bytes ?? []).toString(), `${broken[2]},`, 'up to the next record');
    assert.equal(row?.rejections[0]?.reason, 'malformed-record');
  });

  it('hundreds of damaged records are spread over commits of at most 90 rows', async () => {
    const world = ingestWorld();
    const rows: number[] = [];
    const { commit } = world.ports.store;
    const store = {
      ...world.ports.store,
      commit: (change: Parameters<typeof commit>[0]) => {
        rows.push(change.rejected.length);
        return commit(change);
      },
    };
    const records = Array.from({ length: 500 }, (_, i) =>
      recordText('nsg-v2', sampleHourStartMs + i, new Map([['UserRule_x', [`bad ${i}`]]])),
    );
    world.blobs.put(sampleRef('nsg-v2'), blobOf(records));
    await ingestBlob({ ...world.ports, store }, world.settings, sampleRef('nsg-v2'));
    assert.equal((await world.counts()).rejected, 500);
    assert.equal((await store.readRejected(sampleHour)).length, 500);
    assert.ok(Math.max(...rows) <= 88, String(rows));
  });

  it('what is still open two hours after the hour is rejected as incomplete, once', async () => {
    const world = ingestWorld();
    const records = sampleRecords('nsg-v2', { minutes: 3, tuplesPerMinute: 5 });
    const torn = blobOf(records).subarray(0, -20);
    await grow(world, 'nsg-v2', [torn]);
    assert.equal((await world.counts()).rejected, 0);
    world.clock.nowMs = sampleHourStartMs + 3 * 3_600_000;
    await world.ingest(sampleRef('nsg-v2'));
    await world.ingest(sampleRef('nsg-v2'));
    assert.deepEqual(await world.counts(), truthOf(records.slice(0, -1), 1));
  });
});

describe('ingestBlob() notices a blob written anew', () => {
  const records = sampleRecords('nsg-v2', { minutes: 20, tuplesPerMinute: 10 });
  const other = sampleRecords('nsg-v2', { minutes: 20, tuplesPerMinute: 11, seed: 9 });

  for (const [what, rewritten] of [
    ['shorter', records.slice(0, 4)],
    ['of the same length in records, with other content', other],
    ['longer, with other content', [...other, ...records.slice(0, 3)]],
  ] as const) {
    it(`${what}: what it holds now replaces what was counted`, async () => {
      const world = ingestWorld();
      await grow(world, 'nsg-v2', growthOf(records));
      await grow(world, 'nsg-v2', [blobOf(rewritten)]);
      assert.deepEqual(await world.counts(), truthOf(rewritten));
      await grow(world, 'nsg-v2', [
        blobOf([...rewritten, ...sampleRecords('nsg-v2', { minutes: 1, tuplesPerMinute: 3, seed: 5 })]),
      ]);
      assert.deepEqual(
        await world.counts(),
        truthOf([...rewritten, ...sampleRecords('nsg-v2', { minutes: 1, tuplesPerMinute: 3, seed: 5 })]),
      );
    });
  }

  it('beginning later than what was counted (a writer that lost its list): it adds', async () => {
    const world = ingestWorld();
    // Records 11 and 12 share a minute; 13 is the first of the next.
    await grow(world, 'nsg-v2', growthOf(records.slice(0, 13)));
    await grow(world, 'nsg-v2', growthOf(records.slice(13)).slice(1));
    assert.deepEqual(await world.counts(), truthOf(records));
  });

  it('a writer that lost its list after a rewrite adds to what replaced, not to what was replaced', async () => {
    const world = ingestWorld();
    await grow(world, 'nsg-v2', growthOf(records));
    await grow(world, 'nsg-v2', growthOf(records.slice(0, 5)).slice(1));
    // Records 5 to 7 are later than the five that count now, and earlier than the twenty before.
    await grow(world, 'nsg-v2', growthOf(records.slice(5, 8)).slice(1));
    assert.deepEqual(await world.counts(), truthOf(records.slice(0, 8)));
  });

  it('segments of a generation that was replaced do not count', async () => {
    const world = ingestWorld();
    const many = sampleRecords('nsg-v2', { minutes: 60, tuplesPerMinute: 1500 });
    await grow(world, 'nsg-v2', [blobOf(many)]);
    assert.ok((await world.ports.store.readHour(sampleHour)).segments.length > 0);
    await grow(world, 'nsg-v2', [blobOf(other)]);
    assert.deepEqual(await world.counts(), truthOf(other));
  });

  it('empty for a moment: what was counted stays until a record shows', async () => {
    const world = ingestWorld();
    await grow(world, 'nsg-v2', growthOf(records));
    await grow(world, 'nsg-v2', [Buffer.from('{"records":['), Buffer.alloc(0)]);
    assert.deepEqual(await world.counts(), truthOf(records));
  });
});

describe('ingestBlob() passes over what separates records', () => {
  it('megabytes of white space between two records, or in the opener, stall nothing', async () => {
    const few = sampleRecords('nsg-v2', { minutes: 3, tuplesPerMinute: 4 });
    const settings = { chunkBytes: 9000, longestRecordBytes: 4000 };
    for (const text of [
      `{"records":[${few[0]},${' '.repeat(40_000)}${few.slice(1).join(',')}]}`,
      `{"records"${' '.repeat(40_000)}:[${few.join(',')}]}`,
      `${few[0]}${'\n'.repeat(17_950)}\uFEFF{"records":[${few.slice(1).join(',')}]}`,
    ]) {
      const world = ingestWorld(settings);
      await grow(world, 'nsg-v2', [Buffer.from(text)]);
      const { records: counted } = await world.counts();
      assert.equal(counted, few.length, text.slice(0, 20));
    }
  });
});

describe('ingestBlob() ends quietly, or clearly', () => {
  it('a blob that is gone, archived, empty or no flow log', async () => {
    const world = ingestWorld();
    const ref = sampleRef('vnet-v4');
    assert.equal((await world.ingest(ref)).kind, 'gone');
    world.blobs.put(ref, Buffer.alloc(0));
    assert.equal((await world.ingest(ref)).kind, 'empty');
    world.blobs.put(ref, blobOf([]));
    world.blobs.archive(ref);
    assert.equal((await world.ingest(ref)).kind, 'archived');
    assert.equal((await world.ingest({ ...ref, container: 'insights-logs-auditevent' })).kind, 'not-a-flow-log');
    assert.equal((await world.ingest({ ...ref, path: 'resourceId=/X/PT1H.json' })).kind, 'not-a-flow-log');
  });

  it('a cursor that belongs to another blob stops that stream with a clear failure', async () => {
    const world = ingestWorld();
    const ref = sampleRef('vnet-v4');
    world.blobs.put(ref, blobOf(sampleRecords('vnet-v4', { minutes: 1, tuplesPerMinute: 2 })));
    await world.ingest(ref);
    const readCursor = async (hour: string, id: string) => {
      const stored = await world.ports.store.readCursor(hour, id);
      return stored && { ...stored, cursor: { ...stored.cursor, path: 'another' } };
    };
    await assert.rejects(
      ingestBlob({ ...world.ports, store: { ...world.ports.store, readCursor } }, world.settings, ref),
      (error) => error instanceof Failure && error.code === 'stream-mismatch',
    );
    assert.equal((await countsOf(world.ports)).records, 1);
  });
});
