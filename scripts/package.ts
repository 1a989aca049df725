import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { copyPackage } from './package-files.ts';

const build = join(import.meta.dirname, '..', 'build');

/** Writes `build/package/` and `build/knockwatch.zip`: what a deployment uploads. `npm run package` builds `dist/` first. */
async function writePackage(): Promise<void> {
  const folder = join(build, 'package');
  await rm(build, { recursive: true, force: true });
  const files = await copyPackage(folder);
  const contents = await Promise.all(
    files.map(async (file) => [file, new Uint8Array(await readFile(join(folder, file)))] as const),
  );
  const zip = zipSync(Object.fromEntries(contents), { level: 6 });
  await writeFile(join(build, 'knockwatch.zip'), zip);
  for (const [file, bytes] of contents) console.log(`${megabytes(bytes.length).padStart(9)}  ${file}`);
  const total = contents.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  console.log(`build/package/ ${megabytes(total)}, build/knockwatch.zip ${megabytes(zip.length)}`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e5 ? 3 : 1)} MB`;

await writePackage();
