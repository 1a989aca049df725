import { writeFile } from 'node:fs/promises';
import { unwritable } from './unreadable.ts';

/**
 * Writes a file (UTF-8), in place of one that is there.
 *
 * @throws Failure `unwritable-path`
 */
export async function writeTextFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw unwritable(path, error);
  }
}
