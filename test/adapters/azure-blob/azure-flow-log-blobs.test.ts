import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { afterEach, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { accountOf } from '../../../src/adapters/azure-blob/account-of.ts';
import { azureFlowLogBlobs } from '../../../src/adapters/azure-blob/azure-flow-log-blobs.ts';
import { findFlowLogs } from '../../../src/adapters/azure-blob/find-flow-logs.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import type { FlowLogBlobs, RangeRead } from '../../../src/ports/flow-log-blobs.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A storage account that answers every request as told, reached with a signature that must never be shown. */
async function accountThat(answer: RequestListener) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers['x-ms-range']?.toString() ?? request.url ?? '');
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const value = `BlobEndpoint=http://127.0.0.1:${port}/account;SharedAccessSignature=sv=2025-01-05&sig=HUSHHUSH`;
  const { blobService } = storageClients({ kind: 'connection-string', value }, 'FLOW_LOGS');
  const account = accountOf(blobService);
  const blobs = azureFlowLogBlobs(new Map([[account, blobService]]));
  return { requests, account, blobs, read: () => readFrom(blobs, account) };
}

function readFrom(blobs: FlowLogBlobs, account: string): Promise<RangeRead> {
  return blobs.readRange({ account, container: 'flows', path: 'a/PT1H.json' }, 10, 100);
}

function answerRange(response: ServerResponse, range: string, length: number): ServerResponse {
  return response.writeHead(206, {
    'Content-Length': length,
    ...(range === '' ? {} : { 'Content-Range': range }),
    ETag: '"0x1"',
  });
}

describe('azureFlowLogBlobs()', () => {
  test('names an account without its signature', async () => {
    const { account } = await accountThat((_, response) => response.end());
    assert.match(account, /^127\.0\.0\.1:\d+\/account$/);
    assert.equal(accountOf({ url: 'https://name.blob.core.windows.net/?sig=HUSHHUSH' }), 'name.blob.core.windows.net');
  });

  test('reads a range in one request', async () => {
    const { requests, read } = await accountThat((_, response) => answerRange(response, 'bytes 10-12/13', 3).end('abc'));
    const answer = await read();
    assert.deepEqual(answer, { kind: 'bytes', bytes: new Uint8Array(Buffer.from('abc')), blobLength: 13, etag: '0x1' });
    assert.deepEqual(requests, ['bytes=10-109']);
  });

  test('gives up a body that breaks off: one request, unavailable, worth another try', async () => {
    const { requests, read } = await accountThat((_, response) => {
      answerRange(response, 'bytes 10-109/200', 100).write('only this', () => response.destroy());
    });
    await assert.rejects(read(), { code: 'storage-unavailable', retryable: true });
    assert.equal(requests.length, 1);
  });

  test('believes no answer without the length of the blob, and none longer than asked', async () => {
    const withoutLength = await accountThat((_, response) => answerRange(response, '', 3).end('abc'));
    await assert.rejects(withoutLength.read(), { code: 'storage-unavailable', message: /no Content-Range/ });
    const whole = await accountThat((_, response) => answerRange(response, 'bytes 0-499/500', 500).end('x'.repeat(500)));
    await assert.rejects(whole.read(), { code: 'storage-unavailable', message: /another length/ });
  });

  test('tries three times while the service is busy, then tells so without showing the signature', async () => {
    const { requests, read } = await accountThat((_, response) =>
      response.writeHead(503, { 'x-ms-error-code': 'ServerBusy' }).end(),
    );
    const failure = await read().catch((error: unknown) => error);
    assert.match(inspect(failure), /code: 'storage-unavailable'/);
    assert.match(inspect(failure), /503 ServerBusy/);
    assert.doesNotMatch(inspect(failure, { depth: 20, showHidden: true }), /HUSHHUSH/);
    assert.equal(requests.length, 3);
  });

  test('tells in one request that it may not read, without showing the signature', async () => {
    for (const status of [401, 403]) {
      const { requests, read } = await accountThat((_, response) =>
        response.writeHead(status, { 'x-ms-error-code': 'AuthorizationFailure' }).end(),
      );
      const failure = await read().catch((error: unknown) => error);
      assert.match(inspect(failure), /code: 'storage-refused'/);
      assert.match(inspect(failure), new RegExp(`${status} AuthorizationFailure`));
      assert.doesNotMatch(inspect(failure, { depth: 20, showHidden: true }), /HUSHHUSH/);
      assert.equal(requests.length, 1);
    }
  });

  test('tells that a listing was refused', async () => {
    const { blobs, account } = await accountThat((_, response) => response.writeHead(403).end());
    await assert.rejects(blobs.listFlowLogs(account, 'flows'), { code: 'storage-refused' });
    await assert.rejects(blobs.listHour(account, 'flows', 'a/', '2026112123'), { code: 'storage-refused' });
  });

  test('refuses an account that is not set', async () => {
    await assert.rejects(readFrom(azureFlowLogBlobs(new Map()), 'stranger.example'), {
      code: 'storage-refused',
      message: /stranger\.example/,
    });
  });

  test('tells that nothing answers at the address', async () => {
    const { read, blobs, account } = await accountThat((_, response) => response.end());
    for (const close of closing.splice(0)) close();
    await assert.rejects(read(), { code: 'storage-unavailable', retryable: true, message: /ECONNREFUSED/ });
    await assert.rejects(blobs.listFlowLogs(account, 'flows'), { code: 'storage-unavailable', message: /ECONNREFUSED/ });
  });
});

describe('findFlowLogs()', () => {
  test('does not descend into years, nor without end', async () => {
    const listed: string[] = [];
    const found = await findFlowLogs(async (prefix) => {
      listed.push(prefix);
      return prefix === 'log/' ? ['log/y=2025/', 'log/y=2026/', 'log/deeper/'] : [`${prefix}log/`];
    });
    assert.deepEqual(found, ['log/']);
    assert.ok(listed.every((prefix) => !prefix.includes('y=')));
    assert.equal(listed.length, 17, 'the container and 16 levels below it');
  });
});
