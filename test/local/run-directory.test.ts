import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createRunDirectory } from '../../src/local/run-directory.ts';

const parent = await mkdtemp(join(tmpdir(), 'knockwatch-runs-'));
after(() => rm(parent, { recursive: true }));

test('createRunDirectory() removes what ended runs left, and nothing else', async () => {
  for (const name of ['run-100', 'run-200', 'notes', 'run-x']) await mkdir(join(parent, name));
  const folder = await createRunDirectory(parent, 300, (processId) => processId === 200);
  assert.equal(folder, join(parent, 'run-300'));
  assert.deepEqual((await readdir(parent)).toSorted(), ['notes', 'run-200', 'run-300', 'run-x']);
});
