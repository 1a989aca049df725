import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

const root = join(import.meta.dirname, '..');

/**
 * The files that are deployed: those of the project that `.funcignore` leaves, as azd and Azure Functions Core Tools read it. Paths from
 * the project's folder, with `/`.
 */
export async function packagedFiles(): Promise<readonly string[]> {
  return filesIn('', await ignoredFiles());
}

/** What `.funcignore` leaves out. */
export async function ignoredFiles(): Promise<Ignore> {
  return ignore().add(await readFile(join(root, '.funcignore'), 'utf8'));
}

async function filesIn(folder: string, ignored: Ignore): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const kept = entries.filter((entry) => !ignored.ignores(`${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`));
  const found = await Promise.all(
    kept.map((entry) => (entry.isDirectory() ? filesIn(`${folder}${entry.name}/`, ignored) : [`${folder}${entry.name}`])),
  );
  return found.flat().sort();
}

/** Copies what is deployed into a folder. `dist/` must have been built. */
export async function copyPackage(to: string): Promise<readonly string[]> {
  const files = await packagedFiles();
  for (const file of files) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await copyFile(join(root, file), join(to, file));
  }
  return files;
}
