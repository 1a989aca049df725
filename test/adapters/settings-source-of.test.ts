import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type KnownAccount, settingsSourceOf } from '../../src/adapters/settings-source-of.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import type { SettingsSource } from '../../src/ports/settings-source.ts';
import { type Azurite, startAzurite } from '../support/azurite.ts';

/** A place that settings can be at, with what writes and removes them there. */
interface Place {
  readonly source: SettingsSource;
  readonly write: (text: string) => Promise<unknown>;
  readonly remove: () => Promise<unknown>;
}

let azurite: Azurite;
let accounts: readonly KnownAccount[];
let folder: string;
before(async () => {
  azurite = await startAzurite();
  accounts = [{ name: 'AzureWebJobsStorage', connection: { kind: 'connection-string', value: azurite.connectionString } }];
  folder = await mkdtemp(join(tmpdir(), 'knockwatch-settings-'));
});
after(async () => {
  await rm(folder, { recursive: true });
  await azurite.stop();
});

function filePlace(): Place {
  const path = join(folder, 'knockwatch.yaml');
  return { source: settingsSourceOf(path, []), write: (text) => writeFile(path, text), remove: () => rm(path) };
}

async function blobPlace(): Promise<Place> {
  const { blobService } = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'test');
  const container = blobService.getContainerClient('settings');
  await container.createIfNotExists();
  const blob = container.getBlockBlobClient('team a/knockwatch.yaml');
  const source = settingsSourceOf(`${azurite.endpoints.blob}/settings/team%20a/knockwatch.yaml`, accounts);
  return { source, write: (text) => blob.upload(text, Buffer.byteLength(text)), remove: () => blob.delete() };
}

async function versionOf({ source }: Place): Promise<string> {
  const read = await source.read(null);
  return read === 'unchanged' ? assert.fail('unchanged') : read.version;
}

for (const [what, make] of [
  ['a file', async () => filePlace()],
  ['a blob', blobPlace],
] as const) {
  describe(`settings in ${what}`, () => {
    it('are read once a version', async () => {
      const place = await make();
      await place.write('\uFEFFtargeted: {low: 40} # ä');
      const first = await place.source.read(null);
      assert.ok(first !== 'unchanged');
      assert.equal(first.text, 'targeted: {low: 40} # ä');
      assert.equal(await place.source.read(first.version), 'unchanged');
      await place.write('targeted: {low: 5} # ö!!');
      const second = await place.source.read(first.version);
      assert.ok(second !== 'unchanged');
      assert.equal(second.text, 'targeted: {low: 5} # ö!!');
      assert.equal(await versionOf(place), second.version);
    });

    it('that are not there are named', async () => {
      const place = await make();
      await place.write('x');
      await place.remove();
      await assert.rejects(place.source.read(null), (error: Error) => {
        assert.match(error.message, /^Cannot read .*knockwatch\.yaml: /);
        assert.equal('retryable' in error && error.retryable, false);
        return true;
      });
    });
  });
}

describe('settingsSourceOf()', () => {
  it('does not guess how to reach an account that no setting names', () => {
    assert.throws(() => settingsSourceOf('https://other.blob.core.windows.net/settings/knockwatch.yaml', accounts), {
      message:
        'KNOCKWATCH_CONFIG: names an account that none of AzureWebJobsStorage connects to, expected a blob of one of these',
    });
  });

  it('reaches another account by the identity that the app has', () => {
    const connection = {
      kind: 'identity',
      blobServiceUri: 'https://a.blob.core.windows.net',
      tableServiceUri: null,
      clientId: null,
    } as const;
    const address = 'https://other.blob.core.windows.net/settings/knockwatch.yaml';
    assert.equal(settingsSourceOf(address, [{ name: 'FLOW_LOGS', connection }]).name, address);
  });

  it('wants a container and a blob', () => {
    assert.throws(() => settingsSourceOf(`${azurite.endpoints.blob}/knockwatch.yaml`, accounts), /names no blob/);
  });
});
