import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileFlowLogBlobs, fileSize } from '../../../src/adapters/files/file-flow-log-blobs.ts';
import { listLogFiles } from '../../../src/adapters/files/list-log-files.ts';
import { readChunks } from '../../../src/adapters/files/read-chunks.ts';
import { readTextFile } from '../../../src/adapters/files/read-text-file.ts';
import { Failure } from '../../../src/model/failure.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'knockwatch-'));
  await mkdir(join(folder, 'logs', 'b'), { recursive: true });
  await mkdir(join(folder, 'logs', '.hidden'));
  await mkdir(join(folder, 'empty'));
  for (const name of ['c.json', 'a.JSON', 'b/PT1H.json', 'notes.md', '.hidden/PT1H.json']) {
    await writeFile(join(folder, 'logs', name), name);
  }
  await symlink(join(folder, 'logs', 'c.json'), join(folder, 'same.json'));
});
after(() => rm(folder, { recursive: true }));

const at = (...parts: string[]): string => join(folder, ...parts);
const unreadable = (path: string) => (error: unknown) => {
  assert.ok(error instanceof Failure);
  assert.equal(error.code, 'unreadable-path');
  assert.ok(error.message.startsWith(`Cannot read ${path}: `) && !error.message.includes('\n'), error.message);
  return true;
};

describe('listLogFiles()', () => {
  it('walks folders in the order of names, passing over hidden folders and other files', async () => {
    assert.deepEqual(await listLogFiles([at('logs')]), [
      at('logs', 'a.JSON'),
      at('logs', 'b', 'PT1H.json'),
      at('logs', 'c.json'),
    ]);
  });

  it('takes a named file whatever its name, and keeps standard input', async () => {
    assert.deepEqual(await listLogFiles([at('logs', 'notes.md'), '-']), [at('logs', 'notes.md'), '-']);
  });

  it('lists a file once that is reached twice', async () => {
    assert.deepEqual(await listLogFiles([at('same.json'), at('logs', 'c.json'), at('same.json')]), [at('same.json')]);
  });

  it('fails in one line where there is nothing to read', async () => {
    await assert.rejects(listLogFiles([at('none')]), unreadable(at('none')));
    await assert.rejects(listLogFiles([at('empty')]), unreadable(at('empty')));
  });
});

describe('reading files', () => {
  it('fails in one line for a folder and for a missing file', async () => {
    await assert.rejects(readTextFile(at('logs')), unreadable(at('logs')));
    await assert.rejects(fileSize(at('none')), unreadable(at('none')));
    await assert.rejects(readChunks(at('none')).next(), unreadable(at('none')));
  });

  it('drops the byte-order mark of a text', async () => {
    await writeFile(at('marked.yaml'), '\uFEFFa: 1');
    assert.equal(await readTextFile(at('marked.yaml')), 'a: 1');
  });
});

describe('fileFlowLogBlobs()', () => {
  const ref = {
    account: 'file:x',
    container: 'insights-logs-flowlogflowevent',
    path: 'flowLogResourceID=/A/y=2026/m=11/d=21/h=09/m=00/PT1H.json',
  };

  it('answers ranges of the part that stands for the blob, and no byte beyond', async () => {
    await writeFile(at('digits'), '0123456789');
    const blobs = fileFlowLogBlobs([{ ref, content: at('digits'), offset: 2, length: 5 }]);
    const read = await blobs.readRange(ref, 1, 100);
    assert.ok(read.kind === 'bytes');
    assert.equal(Buffer.from(read.bytes).toString(), '3456');
    assert.equal(read.blobLength, 5);
    assert.equal((await blobs.readRange(ref, 5, 1)).kind, 'past-end');
    assert.equal((await blobs.readRange({ ...ref, account: 'file:y' }, 0, 1)).kind, 'gone');
  });

  it('lists what it holds', async () => {
    const blobs = fileFlowLogBlobs([{ ref, content: Buffer.from('0123'), offset: 0, length: 4 }]);
    const [prefix = ''] = await blobs.listFlowLogs(ref.account, ref.container);
    assert.equal(prefix, 'flowLogResourceID=/A/');
    assert.deepEqual(
      (await blobs.listHour(ref.account, ref.container, prefix, '2026112109')).map(({ path, length }) => [path, length]),
      [[ref.path, 4]],
    );
    assert.deepEqual(await blobs.listHour(ref.account, ref.container, prefix, '2026112110'), []);
  });
});
