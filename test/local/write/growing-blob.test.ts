import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { BlobServiceClient } from '@azure/storage-blob';
import { blobGrower } from '../../../src/local/write/growing-blob.ts';
import { startAzurite } from '../../support/azurite.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const container = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient('logs');
await container.create();

suite('blobGrower()', () => {
  test('puts each flush in before the closer, so that the blob is whole after every one', async () => {
    const grow = blobGrower(container);
    const blob = container.getBlockBlobClient('a/PT1H.json');
    await grow('a/PT1H.json', [Buffer.from('{"n":1}')]);
    assert.deepEqual(JSON.parse(String(await blob.downloadToBuffer())), { records: [{ n: 1 }] });
    await grow('a/PT1H.json', [Buffer.from('{"n":2}'), Buffer.from('{"n":3}')]);
    assert.equal(String(await blob.downloadToBuffer()), '{"records":[{"n":1},{"n":2},{"n":3}]}');
  });

  test('lays the blocks out as Azure does: an opener of 12 bytes, one a flush with a comma before all but the first, a closer of 2', async () => {
    const list = await container.getBlockBlobClient('a/PT1H.json').getBlockList('committed');
    const blocks = list.committedBlocks ?? [];
    assert.deepEqual(
      blocks.map(({ size }) => size),
      [12, 7, 16, 2],
    );
    assert.equal(blocks[0]?.name, 'QTAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw');
    assert.equal(blocks.at(-1)?.name, 'WjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw');
  });
});
