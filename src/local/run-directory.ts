import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const runName = /^run-(\d+)$/;

/**
 * Makes the folder of this run below `parent`, named for its process, and removes those of runs that have ended: their data stays until the
 * next start.
 *
 * @param isAlive whether a process with that id runs.
 */
export async function createRunDirectory(
  parent: string,
  processId: number,
  isAlive: (processId: number) => boolean,
): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const id = Number(runName.exec(name)?.[1] ?? Number.NaN);
    if (id === processId || (!Number.isNaN(id) && !isAlive(id))) await rm(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `run-${processId}`);
  await mkdir(folder);
  return folder;
}
