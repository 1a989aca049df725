import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { accountOf } from '../../src/adapters/azure-blob/account-of.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import { Failure } from '../../src/model/failure.ts';

const key = 'SFVTSEhVU0g=';
const account = `DefaultEndpointsProtocol=https;AccountName=name;AccountKey=${key};EndpointSuffix=core.windows.net`;
const byString = (value: string) => storageClients({ kind: 'connection-string', value }, 'FLOW_LOGS');

describe('storageClients()', () => {
  test('reaches blobs and tables by one connection string', () => {
    const clients = byString(account);
    assert.equal(accountOf(clients.blobService), 'name.blob.core.windows.net');
    assert.equal(clients.tableClient('Some').url, 'https://name.table.core.windows.net');
    assert.equal(clients.blobService, clients.blobService);
  });

  test('reaches only what the connection string names', () => {
    const clients = byString('BlobEndpoint=https://name.blob.core.windows.net;SharedAccessSignature=sv=1&sig=HUSH');
    assert.equal(accountOf(clients.blobService), 'name.blob.core.windows.net');
    assert.throws(() => clients.tableClient('Some'), { code: 'settings-invalid' });
  });

  test('reaches blobs and tables by identity', () => {
    const uris = { blobServiceUri: 'https://name.blob.core.windows.net', tableServiceUri: 'https://name.table.core.windows.net' };
    for (const clientId of [null, '00000000-0000-0000-0000-000000000001']) {
      const clients = storageClients({ kind: 'identity', ...uris, clientId }, 'FLOW_LOGS');
      assert.equal(accountOf(clients.blobService), 'name.blob.core.windows.net');
      assert.equal(clients.tableClient('Some').tableName, 'Some');
    }
  });

  test('names the setting that has no address, or one to which no token may be sent', () => {
    const clients = storageClients(
      { kind: 'identity', blobServiceUri: 'http://name.example', tableServiceUri: null, clientId: null },
      'FLOW_LOGS',
    );
    assert.throws(() => clients.blobService, {
      code: 'settings-invalid',
      message: 'FLOW_LOGS__blobServiceUri is not an https address',
    });
    assert.throws(() => clients.tableClient('Some'), {
      code: 'settings-invalid',
      message: 'FLOW_LOGS__tableServiceUri is not set',
    });
  });

  test('names the setting of a connection string that cannot be used, and never its value', () => {
    const values = [
      '',
      'HUSH',
      'AccountName=a;AccountKey=HUSH',
      'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=HUSH',
      'BlobEndpoint=HUSH;SharedAccessSignature=HUSH',
    ];
    for (const value of values) {
      for (const use of [() => byString(value).blobService, () => byString(value).tableClient('Some')]) {
        assert.throws(use, (error) => {
          assert.ok(error instanceof Failure && error.code === 'settings-invalid');
          assert.match(error.message, /^FLOW_LOGS /);
          assert.doesNotMatch(inspect(error, { depth: 20, showHidden: true }), /HUSH/);
          return true;
        });
      }
    }
  });
});
