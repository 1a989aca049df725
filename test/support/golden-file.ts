import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Compares with `test/golden/{name}`; with `UPDATE_GOLDEN=1` the file is written instead. */
export async function expectGolden(name: string, actual: string): Promise<void> {
  const file = join(import.meta.dirname, '..', 'golden', name);
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(file, actual);
  assert.equal(actual, await readFile(file, 'utf8'));
}
