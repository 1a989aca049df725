import { readFile } from 'node:fs/promises';
import { unreadable } from './unreadable.ts';

/**
 * The text of a file (UTF-8, without a byte-order mark).
 *
 * @throws Failure `unreadable-path`
 */
export async function readTextFile(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw unreadable(path, error);
  }
}
