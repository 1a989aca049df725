import { writeTextFile } from '../../adapters/files/write-text-file.ts';
import type { Digest } from '../../model/digest.ts';

/**
 * Writes the page of a digest, which leads to no other day.
 *
 * @returns the line to print
 * @throws Failure `unwritable-path`
 */
export async function writeScanPage(path: string, digest: Digest | null): Promise<string> {
  if (digest === null) return `${path} is not written: there is no record of any day.\n`;
  const { reportPage } = await import('../../report/report-page.ts');
  await writeTextFile(path, reportPage(digest, { previous: null, next: null }));
  return `The page of ${digest.day.day} (${digest.day.timeZone}) is in ${path}\n`;
}
