import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hourOf } from '../../read/hours.ts';
import type { LogSource } from './log-source.ts';

/** Where the logs of a day (UTC) are written: a folder a day, beneath it as Azure lays them out. */
export const folderOfDay = (folder: string, ms: number): string => join(folder, new Date(ms).toISOString().slice(0, 10));

export interface WriteLogFilesOptions {
  readonly folder: string;
  /** Event time at which it ends, ms. */
  readonly untilMs: number;
  /** Told after each hour, with the bytes written so far. */
  readonly onHour?: (bytes: number) => void;
}

/** Writes what a source logs until a time as whole files, an hour at a time; gives their size in bytes. */
export async function writeLogFiles({ flushes, originMs }: LogSource, options: WriteLogFilesOptions): Promise<number> {
  const { folder, untilMs, onHour } = options;
  const files = new Map<string, Uint8Array[]>();
  let [hour, bytes] = [hourOf(originMs), 0];
  for await (const { loggedAtMs, container, path, records } of flushes) {
    if (hourOf(loggedAtMs) !== hour) {
      bytes += await writeFiles(files);
      files.clear();
      hour = hourOf(loggedAtMs);
      onHour?.(bytes);
    }
    if (loggedAtMs >= untilMs) return bytes;
    const file = join(folderOfDay(folder, loggedAtMs), container, path);
    const known = files.get(file) ?? [];
    known.push(...records);
    files.set(file, known);
  }
  return bytes + (await writeFiles(files));
}

async function writeFiles(files: ReadonlyMap<string, readonly Uint8Array[]>): Promise<number> {
  let bytes = 0;
  for (const [file, records] of files) {
    const parts = records.flatMap((record, i) => [Buffer.from(i === 0 ? '{"records":[' : ','), record]);
    const content = Buffer.concat([...parts, Buffer.from(']}')]);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    bytes += content.length;
  }
  return bytes;
}
