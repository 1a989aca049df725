import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../model/failure.ts';

/**
 * The flow-log files at a path: the file itself, or below a folder all `PT1H.json`, and where there is none all `.json`; in the order of their paths.
 *
 * @throws Failure `unreadable-path` where there is nothing to read.
 */
export async function findLogFiles(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Failure('unreadable-path', `Cannot read ${path}: there is no such file or folder, or it may not be read`, { cause });
  });
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hours = files.filter((file) => file.endsWith('PT1H.json'));
  const chosen = hours.length > 0 ? hours : files.filter((file) => file.endsWith('.json'));
  if (chosen.length === 0) throw new Failure('unreadable-path', `Cannot find flow logs in ${path}: it holds no .json file`);
  return chosen.toSorted();
}
