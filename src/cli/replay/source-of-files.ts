import { fileFlowLogBlobs } from '../../adapters/files/file-flow-log-blobs.ts';
import { listLogFiles } from '../../adapters/files/list-log-files.ts';
import type { BlobRef } from '../../model/stream.ts';
import { type PlacedFile, placeLogFile } from '../place-log-file.ts';
import type { Progress } from '../progress.ts';
import type { LogSource } from './log-source.ts';

/** Files whose places in time are known → their logs. */
export function sourceOfFiles(files: readonly PlacedFile[]): LogSource {
  const blobs = files.flatMap((file) => file.blobs);
  const places = new Map(
    files.flatMap(({ path, blobs: ofFile }) => ofFile.map(({ ref, offset }) => [keyOf(ref), { path, offset }])),
  );
  return {
    refs: blobs.map(({ ref }) => ref),
    blobs: fileFlowLogBlobs(blobs),
    placeOf: (ref) => places.get(keyOf(ref)) ?? { path: ref.path, offset: 0 },
    rejections: files.flatMap(({ path, rejections }) => rejections.map((rejection) => ({ path, rejection }))),
  };
}

/**
 * The logs of files, folders and `-` (standard input).
 *
 * @throws Failure `unreadable-path`
 */
export async function openLogFiles(paths: readonly string[], progress: Progress): Promise<LogSource> {
  const files = await listLogFiles(paths);
  progress.stage('Looking at files', files.length);
  const placed: PlacedFile[] = [];
  for (const file of files) {
    placed.push(await placeLogFile(file));
    progress.step();
  }
  return sourceOfFiles(placed);
}

const keyOf = ({ account, container, path }: BlobRef): string => `${account}\n${container}\n${path}`;
