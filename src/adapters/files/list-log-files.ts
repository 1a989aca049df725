import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../model/failure.ts';
import { unreadable } from './unreadable.ts';

/** Stands for standard input among paths. */
export const standardInput = '-';

/** Files as they are, folders as the `.json` files anywhere beneath them. `@throws` as `listFiles` */
export const listLogFiles = (paths: readonly string[]): Promise<readonly string[]> => listFiles(paths, ['.json']);

/**
 * Files as they are, folders as the files with some endings anywhere beneath them, in the order of their names; names that begin with a dot
 * are passed over. A file that is reached twice is listed once. `-` stays `-`.
 *
 * @throws Failure `unreadable-path` where a path cannot be read, or a folder holds no such file
 */
export async function listFiles(paths: readonly string[], endings: readonly string[]): Promise<readonly string[]> {
  const files = new Map<string, string>();
  for (const path of paths) {
    for (const file of path === standardInput ? [path] : await filesUnder(path, endings)) {
      const key = file === standardInput ? file : await realpath(file);
      if (!files.has(key)) files.set(key, file);
    }
  }
  return [...files.values()];
}

async function filesUnder(path: string, endings: readonly string[]): Promise<readonly string[]> {
  if (!(await isFolder(path))) return [path];
  const files = await walk(path, endings);
  if (files.length === 0)
    throw new Failure('unreadable-path', `Cannot read ${path}: no ${endings.join(' or ')} file lies in this folder`);
  return files;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function walk(folder: string, endings: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of await namesIn(folder)) {
    if (name.startsWith('.')) continue;
    const path = join(folder, name);
    if (await isFolder(path)) files.push(...(await walk(path, endings)));
    else if (endings.some((ending) => name.toLowerCase().endsWith(ending))) files.push(path);
  }
  return files;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    throw unreadable(folder, error);
  }
}
