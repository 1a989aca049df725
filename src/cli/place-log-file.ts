import { createHash } from 'node:crypto';
import { resolve, sep } from 'node:path';
import { type FileBlob, fileSize } from '../adapters/files/file-flow-log-blobs.ts';
import { standardInput } from '../adapters/files/list-log-files.ts';
import { readChunks } from '../adapters/files/read-chunks.ts';
import type { DecodedRecord, DecodedTexts } from '../model/decoded-record.ts';
import type { Rejection } from '../model/rejection.ts';
import type { BlobRef, FlowLogKind } from '../model/stream.ts';
import { hourOf, hourStartMs } from '../read/hours.ts';
import { flowLogContainers, streamOfBlob } from '../read/stream-of-blob.ts';
import { decodeChunks } from './decode-chunks.ts';

/** A file as the blobs that it stands for; rejections only where it stands for none. */
export interface PlacedFile {
  readonly path: string;
  readonly blobs: readonly FileBlob[];
  readonly rejections: readonly Rejection[];
}

/**
 * A file that lies as Azure wrote it (`…/y=2026/m=11/d=21/h=23/m=00/macAddress=…/PT1H.json`) is the blob of that path. Any other is read
 * through once: the records of one hour and kind that stand in a row become one blob, placed by the time and resource of the first.
 *
 * @throws Failure `unreadable-path`
 */
export async function placeLogFile(path: string): Promise<PlacedFile> {
  const ref = path === standardInput ? null : refOfPath(path);
  if (ref !== null) return { path, blobs: [{ ref, content: path, offset: 0, length: await fileSize(path) }], rejections: [] };
  return placeByContent(path);
}

/** The place that a file's path names: the container by a folder of its name, else by the key with which the path within it begins. */
function refOfPath(path: string): BlobRef | null {
  const whole = resolve(path).split(sep).join('/');
  const parts = /^(?<root>.*?)\/(?:(?<container>insights-logs-\w+)\/)?(?<path>(?<key>resourceId|flowLogResourceID)=.+)$/i.exec(
    whole,
  );
  const { root = '', container, key = '', path: blobPath = '' } = parts?.groups ?? {};
  const kind: FlowLogKind = key.toLowerCase() === 'resourceid' ? 'nsg' : 'vnet';
  const ref = { account: `file:${root}`, container: container ?? flowLogContainers[kind], path: blobPath };
  return streamOfBlob(ref) === null ? null : ref;
}

/** Records in a row of one hour and kind, from `offset` to where the next run begins. */
interface Run {
  readonly hour: string;
  readonly kind: FlowLogKind;
  readonly resource: string;
  readonly offset: number;
}

async function placeByContent(path: string): Promise<PlacedFile> {
  const runs: Run[] = [];
  const rejections: Rejection[] = [];
  const pieces: Uint8Array[] = [];
  const chunks = path === standardInput ? keeping(readChunks(path), pieces) : readChunks(path);
  const steps = decodeChunks(chunks, {
    record: (record, texts) => {
      const run = runOf(record, texts, runs.length === 0);
      const last = runs.at(-1);
      if (last === undefined || last.hour !== run.hour || last.kind !== run.kind) runs.push(run);
    },
    rejected: (rejection) => rejections.push(rejection),
  });
  let step = await steps.next();
  while (step.done !== true) step = await steps.next();
  const content = path === standardInput ? Buffer.concat(pieces) : path;
  const blobs = runs.map((run, i) => ({
    ref: refOfRun(path, run),
    content,
    offset: run.offset,
    length: (runs[i + 1]?.offset ?? step.value) - run.offset,
  }));
  return { path, blobs, rejections: blobs.length === 0 ? rejections : [] };
}

async function* keeping(chunks: AsyncIterable<Uint8Array>, pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    pieces.push(chunk);
    yield chunk;
  }
}

/** What stands before the first record, a rejection perhaps, belongs to its run. */
const runOf = (record: DecodedRecord, { texts }: DecodedTexts, isFirst: boolean): Run => ({
  hour: hourOf(record.timeMs),
  kind: record.version === 4 ? 'vnet' : 'nsg',
  resource: texts[record.resource] ?? '',
  offset: isFirst ? 0 : record.offset,
});

/** Each run gets an account of its own, so that no two are one stream; the flow log's name tells which logs cover the same NIC. */
function refOfRun(path: string, { hour, kind, resource, offset }: Run): BlobRef {
  const iso = new Date(hourStartMs(hour)).toISOString();
  const [year, month, day, hourOfDay] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8, 10), iso.slice(11, 13)];
  const key = kind === 'nsg' ? 'resourceId' : 'flowLogResourceID';
  const flowLog = `${key}=/${resource.replace(/^\/+/, '').toUpperCase() || 'UNKNOWN'}`;
  return {
    account: `file:${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16)}:${offset}`,
    container: flowLogContainers[kind],
    path: `${flowLog}/y=${year}/m=${month}/d=${day}/h=${hourOfDay}/m=00/PT1H.json`,
  };
}
