import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvocationRequest } from '../../../src/local/host/core-api.ts';
import type { RegisteredFunction } from '../../../src/local/host/functions-core.ts';
import { runBlobEvents } from '../../../src/local/host/run-blob-events.ts';

const ingest: RegisteredFunction = {
  metadata: {
    name: 'ingest',
    bindings: { trigger: { type: 'blobTrigger', direction: 'in', path: 'logs/{name}', connection: 'FLOW_LOGS' } },
  },
  callback: () => {},
};

test('an event gives the function the name of the blob, never its content', async () => {
  const requests: InvocationRequest[] = [];
  const take = runBlobEvents([ingest], async (_function, request) => requests.push(request) > 0, 1);
  take({ connection: 'FLOW_LOGS', container: 'other', path: 'a' });
  take({ connection: 'FLOW_LOGS_WEU', container: 'logs', path: 'a' });
  take({ connection: 'FLOW_LOGS', container: 'logs', path: 'a/b.json' });
  await new Promise(setImmediate);
  const data = requests[0]?.inputData[0]?.data.modelBindingData;
  assert.equal(requests.length, 1);
  assert.equal(data?.source, 'AzureStorageBlobs');
  assert.deepEqual(JSON.parse(String(data?.content)), { Connection: 'FLOW_LOGS', ContainerName: 'logs', BlobName: 'a/b.json' });
  assert.deepEqual(requests[0]?.triggerMetadata['name'], { string: 'a/b.json' });
});

test('a run that fails is tried five times in a row, then given up', async () => {
  let runs = 0;
  const take = runBlobEvents([ingest], async () => ++runs < 0, 1);
  take({ connection: 'FLOW_LOGS', container: 'logs', path: 'a' });
  await new Promise(setImmediate);
  assert.equal(runs, 5);
});

test('no more runs are under way than allowed, and every event gets its run', async () => {
  const open: (() => void)[] = [];
  let started = 0;
  const run = async (): Promise<boolean> => {
    started += 1;
    await new Promise<void>((resolve) => open.push(resolve));
    return true;
  };
  const take = runBlobEvents([ingest], run, 2);
  for (let event = 0; event < 3; event += 1) take({ connection: 'FLOW_LOGS', container: 'logs', path: 'a' });
  assert.equal(started, 2);
  open.shift()?.();
  await new Promise(setImmediate);
  assert.equal(started, 3);
});
