import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { azureIngestStore, ingestTable } from '../../src/adapters/azure-table/azure-ingest-store.ts';
import { embeddedDatabasePath, openMaxmindCountries } from '../../src/adapters/maxmind/maxmind-countries.ts';
import { memoryFlowLogBlobs } from '../../src/adapters/memory/memory-flow-log-blobs.ts';
import { memoryStateStore } from '../../src/adapters/memory/memory-state-store.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import { defaultDetectionSettings } from '../../src/config/parse-detection-settings.ts';
import { doorKey } from '../../src/count/fact-tables.ts';
import { defaultChunkBytes, ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';
import { matchesCliGolden, runKnockwatch, widerThan } from '../support/run-knockwatch.ts';
import { sampleHour, sampleHourStartMs, sampleMac, sampleRef } from '../support/sample-log.ts';
import { smallNetworkFiles, writeSmallNetwork } from '../support/small-network.ts';

const day = '2026-11-21';

describe('knockwatch counts', () => {
  let cwd = '';
  let azurite: Azurite;
  let env: Readonly<Record<string, string>> = {};
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'knockwatch-'));
    azurite = await startAzurite();
    env = { AzureWebJobsStorage: azurite.connectionString };
    await ingestSmallNetwork(azurite.connectionString);
  });
  after(async () => {
    await azurite.stop();
    await rm(cwd, { recursive: true });
  });

  it('shows what storage holds for a day', async () => {
    const { code, stdout, stderr } = await runKnockwatch(['counts', day], { cwd, env });
    assert.deepEqual([code, stderr], [0, '']);
    await matchesCliGolden('counts.txt', stdout);
  });

  for (const terminal of [80, 120]) {
    it(`keeps to a terminal of ${terminal} columns`, async () => {
      const { stdout } = await runKnockwatch(['counts', day], { cwd, env, terminal });
      assert.deepEqual(widerThan(terminal, stdout), []);
      await matchesCliGolden(`counts-${terminal}.txt`, stdout);
    });
  }

  it('prints the documented JSON, with the numbers that scan prints for the same files', async () => {
    await writeSmallNetwork(cwd);
    const counts = await runKnockwatch(['counts', day, '--json'], { cwd, env });
    await matchesCliGolden('counts.json', counts.stdout);
    const scan = await runKnockwatch(['scan', 'logs', '--json'], { cwd });
    const { day: shown, ...counted } = JSON.parse(counts.stdout);
    const { from: _, to: __, incidents: ___, ...scanned } = JSON.parse(scan.stdout);
    assert.equal(shown, day);
    assert.deepEqual(counted, scanned);
  });

  it('takes today, by the clock that the settings give, where no day is named', async () => {
    // At rate 0 the event clock stands still, so that it is the same day whenever the test runs.
    const clock = { KNOCKWATCH_CLOCK: `${day}T12:00:00Z@0 since 2026-01-01T00:00:00Z` };
    const { stdout } = await runKnockwatch(['counts', '--json'], { cwd, env: { ...env, ...clock } });
    assert.equal(JSON.parse(stdout).day, day);
  });

  it('shows nothing for a day without records', async () => {
    const { code, stdout } = await runKnockwatch(['counts', '2026-11-20', '--json'], { cwd, env });
    assert.equal(code, 0);
    assert.deepEqual([JSON.parse(stdout).records, JSON.parse(stdout).ports], [0, []]);
  });
});

/** Counts the same three blobs into the emulator as the function app would. */
async function ingestSmallNetwork(connectionString: string): Promise<void> {
  const clients = storageClients({ kind: 'connection-string', value: connectionString }, 'AzureWebJobsStorage');
  const blobs = memoryFlowLogBlobs();
  const refs = {
    first: sampleRef('vnet-v4', 'account', sampleMac, '2026112109'),
    second: sampleRef('vnet-v4', 'account', sampleMac, sampleHour),
    nsg: sampleRef('nsg-v2', 'account', sampleMac, sampleHour),
  };
  const ports = {
    blobs,
    store: azureIngestStore(clients.tableClient(ingestTable)),
    state: memoryStateStore(),
    countries: await openMaxmindCountries(embeddedDatabasePath()),
    clock: { now: () => sampleHourStartMs + 3_600_000 },
    log: { info: () => {}, error: () => {} },
  };
  const watchedPorts = new Set(defaultDetectionSettings.watchedPorts.map(({ port, protocol }) => doorKey(port, protocol)));
  for (const name of ['first', 'second', 'nsg'] as const) {
    blobs.put(refs[name], smallNetworkFiles[name]());
    await ingestBlob(ports, { chunkBytes: defaultChunkBytes, watchedPorts }, refs[name]);
  }
}
