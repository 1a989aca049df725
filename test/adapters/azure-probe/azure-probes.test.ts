/** What the probes make of the answers of a storage account that does not let us in. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { azureFlowLogProbe } from '../../../src/adapters/azure-probe/azure-flow-log-probe.ts';
import { azureSignInProbe } from '../../../src/adapters/azure-probe/azure-sign-in-probe.ts';
import { azureTableProbe } from '../../../src/adapters/azure-probe/azure-table-probe.ts';
import { storageClients } from '../../../src/adapters/storage-clients.ts';
import type { Access } from '../../../src/ports/access.ts';

/** What the account answers to everything. */
let answer = { status: 403, code: 'AuthorizationPermissionMismatch' };
const server = createServer((request, response) => {
  request.resume();
  const isTable = request.headers.accept?.includes('json') === true;
  const body = isTable
    ? JSON.stringify({ 'odata.error': { code: answer.code, message: { lang: 'en-US', value: 'sig=whisper' } } })
    : `<?xml version="1.0"?><Error><Code>${answer.code}</Code><Message>sig=whisper</Message></Error>`;
  response
    .writeHead(answer.status, {
      'content-type': isTable ? 'application/json' : 'application/xml',
      'x-ms-error-code': answer.code,
    })
    .end(body);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
after(() => void server.close(() => {}).closeAllConnections());

const { port } = server.address() as AddressInfo;
const accountAt = (address: string) =>
  storageClients(
    {
      kind: 'connection-string',
      value: `DefaultEndpointsProtocol=http;AccountName=st;AccountKey=d2hpc3Blcg==;BlobEndpoint=${address}/st;TableEndpoint=${address}/st`,
    },
    'FLOW_LOGS',
  );
const account = accountAt(`http://127.0.0.1:${port}`);
const problemOf = (access: Access<unknown>) => (access.kind === 'failed' ? access.problem : null);

const cases = [
  { status: 403, code: 'AuthorizationPermissionMismatch', kind: 'no-role' },
  { status: 403, code: 'AuthorizationFailure', kind: 'network-rules' },
  { status: 403, code: 'AuthenticationFailed', kind: 'wrong-key' },
  { status: 403, code: 'KeyBasedAuthenticationNotPermitted', kind: 'keys-are-off' },
  { status: 401, code: 'InvalidAuthenticationInfo', kind: 'wrong-tenant' },
  { status: 400, code: 'FeatureNotSupportedForAccount', kind: 'other' },
] as const;

describe('the probes of storage', () => {
  for (const { status, code, kind } of cases) {
    it(`take ${status} ${code} for ${kind}, and repeat nothing else of it`, async () => {
      answer = { status, code };
      const expected = { kind, answer: `${status} ${code}` };
      const blobs = azureFlowLogProbe(account.blobService);
      assert.deepEqual(problemOf(await blobs.findContainer('insights-logs-flowlogflowevent')), expected);
      assert.deepEqual(problemOf(await blobs.listFlowLogs('insights-logs-flowlogflowevent')), expected);
      const trial = await azureTableProbe(account.tableClient('KnockwatchState')).tryRow();
      assert.deepEqual([trial.failedAt, problemOf(trial)], ['create', expected]);
    });
  }

  it('take a container that does not exist for absent', async () => {
    answer = { status: 404, code: 'ContainerNotFound' };
    const found = await azureFlowLogProbe(account.blobService).findContainer('insights-logs-flowlogflowevent');
    assert.deepEqual(found, { kind: 'answered', value: false, serviceTimeMs: null });
  });

  it('tell an account that does not answer', async () => {
    const nobody = accountAt('http://127.0.0.1:9');
    const problem = problemOf(await azureFlowLogProbe(nobody.blobService).findContainer('x'));
    assert.deepEqual(problem, { kind: 'unreachable', answer: 'ECONNREFUSED' });
  });
});

describe('azureSignInProbe()', () => {
  const tokenOf = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
  const probe = (token: string) => azureSignInProbe({ getToken: async () => ({ token, expiresOnTimestamp: 0 }) });
  const who = async (token: string) => {
    const answered = await probe(token).whoAmI();
    return answered.kind === 'answered' ? answered.value : answered.problem;
  };

  it('names a person, or else the application', async () => {
    assert.deepEqual(await who(tokenOf({ upn: 'anna@contoso.com', appid: 'cli' })), { name: 'anna@contoso.com', isApp: false });
    assert.deepEqual(await who(tokenOf({ appid: '1111', oid: '2222' })), { name: '1111', isApp: true });
  });

  it('bears a token that it cannot read', async () => {
    assert.deepEqual(await who('opaque'), { name: 'somebody whom the token does not name', isApp: true });
  });

  it('tells where nobody is signed in', async () => {
    const error = Object.assign(new Error('no'), { name: 'CredentialUnavailableError' });
    const answered = await azureSignInProbe({ getToken: () => Promise.reject(error) }).whoAmI();
    assert.deepEqual(problemOf(answered), { kind: 'no-credential', answer: 'CredentialUnavailableError' });
  });
});
