import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { after, before, describe, it } from 'node:test';
import { azureIngestStore, ingestTable } from '../../../src/adapters/azure-table/azure-ingest-store.ts';
import { memoryStateStore } from '../../../src/adapters/memory/memory-state-store.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import { defaultDetectionSettings } from '../../../src/config/parse-detection-settings.ts';
import { defaultChunkBytes, ingestBlob } from '../../../src/pipeline/ingest-blob.ts';
import { watchedPortKeys } from '../../../src/pipeline/watched-port-keys.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { sourceOfFlows } from '../../support/case-logs.ts';
import { runKnockwatch } from '../../support/run-knockwatch.ts';

describe('knockwatch explain --storage', () => {
  let azurite: Azurite;
  let env: Readonly<Record<string, string>> = {};
  before(async () => {
    azurite = await startAzurite();
    env = { AzureWebJobsStorage: azurite.connectionString };
    const { refs, blobs } = sourceOfFlows([
      { at: '09:00', from: '203.0.113.7', to: 'vm-db1', port: 3389, decision: 'denied', times: 24 },
      { at: '10:10', from: '203.0.113.7', to: 'vm-db1', port: 3389, decision: 'allowed' },
    ]);
    const clients = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'AzureWebJobsStorage');
    const ports = {
      blobs: { ...blobs, listFlowLogs: async () => [], listHour: async () => [] },
      store: azureIngestStore(clients.tableClient(ingestTable)),
      ...{ state: memoryStateStore(), countries: { countryOf: () => '' }, clock: { now: () => Date.parse('2026-11-21T13:00Z') } },
      log: { info: () => {}, error: () => {} },
    };
    const settings = { chunkBytes: defaultChunkBytes, watchedPorts: watchedPortKeys(defaultDetectionSettings) };
    for (const ref of refs) await ingestBlob(ports, settings, ref);
  });
  after(() => azurite.stop());

  it('explains by what the account holds, at the moment asked for', async () => {
    const args = ['explain', '203.0.113.7', '--storage', '--at', '2026-11-21 10:30'];
    const { code, stdout, stderr } = await runKnockwatch(args, { cwd: tmpdir(), env });
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^ 2026-11-21 10:00 +\+ 1 +\+ 1 +3389\/tcp$/m);
    assert.match(stdout, / ✓ breakthrough 3389\/tcp of vm-db1\n +✓ let in at 2026-11-21 10:10 UTC\n +✓ 24 denials /);
    assert.match(stdout, /^ No incident is or was about it\.$/m);
  });

  it('explains now by the clock of the settings, and says that it was not seen with exit code 1', async () => {
    const clock = { KNOCKWATCH_CLOCK: '2026-11-24T12:00:00Z@0 since 2026-01-01T00:00:00Z' };
    const { code, stdout } = await runKnockwatch(['explain', '203.0.113.7', '--storage'], {
      cwd: tmpdir(),
      env: { ...env, ...clock },
    });
    assert.equal(code, 1);
    assert.match(stdout, /^ Explained at 2026-11-24 12:00 UTC/m);
    assert.match(stdout, /^ Not seen in these 24 hours\.$/m);
  });
});
