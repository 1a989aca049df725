import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { accountOf } from '../../src/adapters/azure-blob/account-of.ts';
import { azureFlowLogBlobs } from '../../src/adapters/azure-blob/azure-flow-log-blobs.ts';
import { memoryFlowLogBlobs } from '../../src/adapters/memory/memory-flow-log-blobs.ts';
import { storageClients } from '../../src/adapters/storage-clients.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import type { FlowLogBlobs } from '../../src/ports/flow-log-blobs.ts';
import { startAzurite } from '../support/azurite.ts';

/** The port, and hands that write what Azure would write. */
interface World {
  readonly account: string;
  readonly container: string;
  readonly blobs: FlowLogBlobs;
  put(ref: BlobRef, bytes: Uint8Array): Promise<void>;
  remove(ref: BlobRef): Promise<void>;
  archive(ref: BlobRef): Promise<void>;
}

const azurite = await startAzurite();
after(() => azurite.stop());
const { blobService } = storageClients({ kind: 'connection-string', value: azurite.connectionString }, 'TEST_STORAGE');
let containers = 0;

function memoryWorld(): World {
  const blobs = memoryFlowLogBlobs();
  return {
    account: 'memory',
    container: 'flows',
    blobs,
    put: async (ref, bytes) => blobs.put(ref, bytes),
    remove: async (ref) => blobs.remove(ref),
    archive: async (ref) => blobs.archive(ref),
  };
}

function azuriteWorld(): World {
  const account = accountOf(blobService);
  const container = `flows-${++containers}`;
  const blobOf = (ref: BlobRef) => blobService.getContainerClient(ref.container).getBlockBlobClient(ref.path);
  return {
    account,
    container,
    blobs: azureFlowLogBlobs(new Map([[account, blobService]])),
    put: async (ref, bytes) => {
      await blobService.getContainerClient(ref.container).createIfNotExists();
      await blobOf(ref).upload(Buffer.from(bytes), bytes.length);
    },
    remove: async (ref) => void (await blobOf(ref).delete()),
    archive: async (ref) => void (await blobOf(ref).setAccessTier('Archive')),
  };
}

const nsgPrefix = 'resourceId=/SUBSCRIPTIONS/A64A/RESOURCEGROUPS/RG 1/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/NSG-1/';
const formA = 'flowLogResourceID=/A64A_NETWORKWATCHERRG/NETWORKWATCHER_EASTUS_VNET-RG-FLOWLOG/';
const formB =
  'flowLogResourceID=/SUBSCRIPTIONS/A64A/RESOURCEGROUPS/NETWORKWATCHERRG/PROVIDERS/MICROSOFT.NETWORK/NETWORKWATCHERS/NETWORKWATCHER_EastUS/FLOWLOGS/Log/';
const pathOf = (prefix: string, hour: string, mac: string) =>
  `${prefix}y=2026/m=11/d=21/h=${hour}/m=00/macAddress=${mac}/PT1H.json`;
const bytes = (length: number) => new Uint8Array(randomBytes(length));

for (const [name, newWorld] of Object.entries({ memory: memoryWorld, Azurite: azuriteWorld })) {
  describe(`FlowLogBlobs over ${name}`, () => {
    const withBlob = async (content: Uint8Array, path = pathOf(formA, '23', '0022480000AA')) => {
      const world = newWorld();
      const ref = { account: world.account, container: world.container, path };
      await world.put(ref, content);
      return { ...world, ref };
    };

    test('reads a range, and tells the length of the whole blob and its version', async () => {
      const content = bytes(1000);
      const { blobs, ref } = await withBlob(content);
      const read = await blobs.readRange(ref, 100, 50);
      assert.ok(read.kind === 'bytes');
      assert.deepEqual([read.bytes, read.blobLength], [content.slice(100, 150), 1000]);
      assert.match(read.etag, /^[^"]+$/);
    });

    test('reads from the beginning, and less than asked where the blob ends', async () => {
      const content = bytes(1000);
      const { blobs, ref } = await withBlob(content);
      for (const [offset, count] of [
        [0, 4_194_304],
        [990, 11],
        [999, 1],
      ] as const) {
        const read = await blobs.readRange(ref, offset, count);
        assert.ok(read.kind === 'bytes');
        assert.deepEqual([read.bytes, read.blobLength], [content.slice(offset, offset + count), 1000]);
      }
    });

    test('reads a chunk of 4 MiB whole', async () => {
      const content = bytes(4 * 1024 * 1024 + 10);
      const { blobs, ref } = await withBlob(content);
      const read = await blobs.readRange(ref, 10, 4 * 1024 * 1024);
      assert.ok(read.kind === 'bytes');
      assert.equal(Buffer.compare(read.bytes, content.subarray(10)), 0);
    });

    test('tells the end where the offset is the length, or past it', async () => {
      const { blobs, ref } = await withBlob(bytes(1000));
      for (const offset of [1000, 1001, 5000]) assert.deepEqual(await blobs.readRange(ref, offset, 10), { kind: 'past-end' });
    });

    test('tells the end of a blob without bytes', async () => {
      const { blobs, ref } = await withBlob(bytes(0));
      for (const offset of [0, 10]) assert.deepEqual(await blobs.readRange(ref, offset, 10), { kind: 'past-end' });
    });

    test('tells that a blob, or its container, is gone', async () => {
      const { blobs, ref, remove } = await withBlob(bytes(10));
      await remove(ref);
      assert.deepEqual(await blobs.readRange(ref, 0, 10), { kind: 'gone' });
      assert.deepEqual(await blobs.readRange({ ...ref, container: 'never-made' }, 0, 10), { kind: 'gone' });
    });

    test('tells that a blob is archived', async () => {
      const { blobs, ref, archive } = await withBlob(bytes(10));
      await archive(ref);
      assert.deepEqual(await blobs.readRange(ref, 0, 10), { kind: 'archived' });
    });

    test('reads on where a blob grew between two reads, under a new version', async () => {
      const content = bytes(300);
      const { blobs, ref, put } = await withBlob(content.slice(0, 200));
      const first = await blobs.readRange(ref, 0, 4096);
      await put(ref, content);
      const second = await blobs.readRange(ref, 190, 4096);
      assert.ok(first.kind === 'bytes' && second.kind === 'bytes');
      assert.deepEqual([first.blobLength, second.blobLength], [200, 300]);
      assert.deepEqual(second.bytes, content.slice(190));
      assert.notEqual(second.etag, first.etag);
    });

    test('reads a path with signs that an address would have to escape', async () => {
      const content = bytes(10);
      const { blobs, ref, account, container } = await withBlob(content, pathOf('resourceId=/A%20B/Ü #1?x=y&z/', '23', 'AA'));
      const read = await blobs.readRange(ref, 0, 10);
      assert.ok(read.kind === 'bytes');
      assert.deepEqual(read.bytes, content);
      assert.deepEqual(await blobs.listFlowLogs(account, container), ['resourceId=/A%20B/Ü #1?x=y&z/']);
    });

    test('lists the flow logs of every layout, each once', async () => {
      const { blobs, account, container, put } = await withBlob(bytes(1), pathOf(formA, '22', 'AA'));
      const paths = [
        pathOf(formA, '23', 'AA'),
        pathOf(formA, '23', 'BB'),
        pathOf(formB, '23', 'AA'),
        pathOf(nsgPrefix, '23', 'AA'),
      ];
      for (const path of paths) await put({ account, container, path }, bytes(1));
      assert.deepEqual(await blobs.listFlowLogs(account, container), [formA, formB, nsgPrefix]);
    });

    test('lists one hour of one flow log, with the version that a read tells', async () => {
      const { blobs, ref, account, container, put } = await withBlob(bytes(7), pathOf(formA, '23', 'BB'));
      const others = [pathOf(formA, '23', 'AA'), pathOf(formA, '22', 'AA'), pathOf(formB, '23', 'AA')];
      for (const path of others) await put({ account, container, path }, bytes(1));
      const listed = await blobs.listHour(account, container, formA, '2026112123');
      assert.deepEqual(
        listed.map(({ path, length }) => [path, length]),
        [
          [pathOf(formA, '23', 'AA'), 1],
          [pathOf(formA, '23', 'BB'), 7],
        ],
      );
      const read = await blobs.readRange(ref, 0, 10);
      assert.ok(read.kind === 'bytes');
      assert.equal(listed[1]?.etag, read.etag);
    });

    test('lists nothing where the container does not exist', async () => {
      const { account, blobs } = newWorld();
      assert.deepEqual(await blobs.listFlowLogs(account, 'never-made'), []);
      assert.deepEqual(await blobs.listHour(account, 'never-made', formA, '2026112123'), []);
    });

    test('lists nothing in an hour without blobs', async () => {
      const { account, container, blobs } = await withBlob(bytes(1), pathOf(formA, '23', 'AA'));
      assert.deepEqual(await blobs.listHour(account, container, formA, '2026112123'.replace(/23$/, '22')), []);
    });
  });
}
