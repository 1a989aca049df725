import { open } from 'node:fs/promises';
import { listLogFiles } from '../../adapters/files/list-log-files.ts';
import { Failure } from '../../model/failure.ts';
import { streamOfBlob } from '../../read/stream-of-blob.ts';
import type { Flush, LogSource } from '../write/log-source.ts';
import { type IndexedRecord, indexLogFile } from './index-log-file.ts';

/**
 * Someone's own flow-log files, to be written again record by record in the order in which they were logged.
 *
 * @param paths files and folders.
 * @throws Failure `unreadable-path` where one cannot be read, or none holds a record of a flow log.
 */
export async function playedLogs(paths: readonly string[]): Promise<LogSource> {
  const files = await listLogFiles(paths);
  const records: IndexedRecord[] = [];
  for (const file of files) records.push(...(await indexLogFile(file)));
  if (records.length === 0)
    throw new Failure('unreadable-path', `Cannot play ${paths.join(', ')}: it holds no record of a flow log`);
  records.sort((a, b) => a.loggedAtMs - b.loggedAtMs);
  const [first, last] = [records[0]?.loggedAtMs ?? 0, records.at(-1)?.loggedAtMs ?? 0];
  const streams = records.flatMap(({ place }) => streamOfBlob({ account: '', ...place }) ?? []);
  const inAll = records.length === 1 ? '1 record' : `${records.length} records`;
  const span = `${new Date(first).toISOString().slice(0, 16)}Z to ${new Date(last).toISOString().slice(0, 16)}Z`;
  return {
    title: `Your own logs are played: ${inAll} of ${files.length === 1 ? files[0] : `${files.length} files`}, ${span}.`,
    originMs: first,
    spanMs: last - first,
    flowLogs: [...new Set(streams.map(({ flowLog }) => flowLog))],
    targets: new Set(streams.map(({ mac }) => mac)).size,
    flushes: flushRecords(records),
    settingsFile: null,
    history: null,
  };
}

/** Records of one blob with the same time are flushed together. */
async function* flushRecords(records: readonly IndexedRecord[]): AsyncGenerator<Flush> {
  const byMoment = Map.groupBy(records, ({ loggedAtMs, place }) => `${loggedAtMs} ${place.container}/${place.path}`);
  for (const together of byMoment.values()) {
    const [first] = together;
    if (first === undefined) continue;
    const tuples = together.reduce((sum, record) => sum + record.tuples, 0);
    yield { ...first.place, loggedAtMs: first.loggedAtMs, records: await Promise.all(together.map(readRecord)), tuples };
  }
}

async function readRecord({ file, offset, length }: IndexedRecord): Promise<Uint8Array> {
  await using handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
  return buffer;
}
