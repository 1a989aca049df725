import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { packFacts, unpackFacts } from '../../src/count/pack-facts.ts';
import { ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { type AzureWorld, azureWorld } from '../support/azure-world.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { blockWriter } from '../support/block-writer.ts';
import { countsOf, ingestWorld, sampleWatchedPorts } from '../support/ingest-world.ts';
import { plainCount } from '../support/plain-count.ts';
import { matchesCliGolden, runKnockwatch, widerThan } from '../support/run-knockwatch.ts';
import { blobOf, sampleHour, sampleMac, sampleRecords, sampleRef } from '../support/sample-log.ts';

const records = sampleRecords('nsg-v2', { minutes: 4, tuplesPerMinute: 5, seed: 4 });
const last = records.at(-1) ?? '';
const settings = { chunkBytes: 4 * 1024 * 1024, watchedPorts: sampleWatchedPorts };

describe('knockwatch replay', () => {
  let azurite: Azurite;
  let world: AzureWorld;
  let env: Readonly<Record<string, string>> = {};
  before(async () => {
    azurite = await startAzurite();
    world = await azureWorld(azurite);
    env = { AzureWebJobsStorage: azurite.connectionString, FLOW_LOGS: azurite.connectionString, DELIVERY: 'log' };
  });
  after(() => azurite.stop());

  const replay = (day = '2026-11-21') => runKnockwatch(['replay', day], { cwd: tmpdir(), env });

  it('counts what an older version had to reject, once, and leaves what is damaged', async () => {
    const ref = world.ref('nsg-v2', sampleMac);
    const damaged = (records[2] ?? '').replace('"flowTuples"', '"flowTuples');
    await blockWriter(world.service, ref).append([records[0] ?? '', records[1] ?? '', damaged, last]);
    await ingestBlob({ ...world.ports, store: withoutSecond(world) }, settings, ref);
    assert.equal((await countsOf(world.ports)).records, 2);

    const first = await replay();
    assert.deepEqual([first.code, first.stderr], [1, '']);
    assert.match(first.stdout, /^2026-11-21 \(UTC\): 1 counted now, 1 still cannot be decoded,/);
    const counts = await countsOf(world.ports);
    const { denied, records: counted } = plainCount([records[0] ?? '', records[1] ?? '', last], sampleWatchedPorts);
    assert.deepEqual([counts.denied, counts.records, counts.rejected], [denied, counted, 1]);

    for (const terminal of [80, 120]) {
      const { stdout } = await runKnockwatch(['replay', '2026-11-21'], { cwd: tmpdir(), env, terminal });
      assert.deepEqual(widerThan(terminal, stdout), []);
      await matchesCliGolden(`replay-${terminal}.txt`, stdout);
    }
    assert.match((await replay()).stdout, /: 0 counted now, 1 still cannot be decoded,/);
    assert.deepEqual((await countsOf(world.ports)).denied, denied);
  });

  it('a day without rejections is nothing to do', async () => {
    assert.equal((await replay('2026-11-20')).code, 0);
  });

  it('a day that does not exist is one clear line', async () => {
    const { code, stderr } = await replay('2026-02-30');
    assert.deepEqual([code, stderr.trim().split('\n').length], [2, 1]);
    assert.match(stderr, /"2026-02-30" is no day/);
  });
});

/** A store that keeps the second record of the first commit as an older version would: rejected, with its bytes. */
function withoutSecond(world: AzureWorld): AzureWorld['ports']['store'] {
  const { store } = world.ports;
  const rejecting = async (change: Parameters<typeof store.commit>[0]): ReturnType<typeof store.commit> => {
    const others = await factsOfTheRest();
    const text = records[1] ?? '';
    const offset = '{"records":['.length + (records[0] ?? '').length + 1;
    const rejection = {
      unit: 'record',
      reason: 'unknown-version',
      detail: 'an older version',
      offset,
      length: text.length,
    } as const;
    const row = { streamId: change.cursor.streamId, hour: sampleHour, generation: 0, offset, length: text.length };
    const rejected = { ...row, bytes: Buffer.from(text), rejections: [rejection] };
    return store.commit({ ...change, cursor: { ...change.cursor, open: others }, rejected: [rejected, ...change.rejected] });
  };
  return { ...store, commit: rejecting };
}

/** Packed facts of the first and the last record, with both rejections. */
async function factsOfTheRest(): Promise<Uint8Array> {
  const alone = ingestWorld();
  alone.blobs.put(sampleRef('nsg-v2'), blobOf([records[0] ?? '', last]));
  await alone.ingest(sampleRef('nsg-v2'));
  const { cursors } = await alone.ports.store.readHour(sampleHour);
  return packFacts({ ...unpackFacts(cursors[0]?.cursor.open ?? new Uint8Array(0)), rejected: 2 });
}
