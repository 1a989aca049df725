import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

const root = join(import.meta.dirname, '..');

/** All that runs. Whatever else lies in the folder, a token of somebody's among it, is never packed. */
const whatRuns: ReadonlySet<string> = new Set(['LICENSE', 'dist', 'host.json', 'package.json']);

/**
 * The files that are deployed: of what runs those that `.funcignore` leaves, as azd and Azure Functions Core Tools read it. Paths from
 * the project's folder, with `/`.
 */
export async function packagedFiles(project = root): Promise<readonly string[]> {
  const ignored = await ignoredFiles();
  const files = await filesIn(project, '', (path) => ignored.ignores(path) || !whatRuns.has(path.split('/')[0] ?? ''));
  return files.sort();
}

/** What `.funcignore` leaves out. */
export async function ignoredFiles(): Promise<Ignore> {
  return ignore().add(await readFile(join(root, '.funcignore'), 'utf8'));
}

async function filesIn(project: string, folder: string, isLeftOut: (path: string) => boolean): Promise<string[]> {
  const entries = await readdir(join(project, folder), { withFileTypes: true });
  const paths = entries.map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`);
  const kept = paths.filter((path) => !isLeftOut(path));
  const found = await Promise.all(kept.map((path) => (path.endsWith('/') ? filesIn(project, path, isLeftOut) : [path])));
  return found.flat();
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
