import { standardInput } from '../adapters/files/list-log-files.ts';
import { readChunks } from '../adapters/files/read-chunks.ts';
import { flowsOfRecord } from '../decode/flows-of-record.ts';
import type { Rejection } from '../model/rejection.ts';
import { decodeChunks } from './decode-chunks.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { grouped, plural } from './plural.ts';
import { write } from './terminal.ts';

/** A file as messages name it. */
export const shownName = (path: string): string => (path === standardInput ? 'standard input' : path);

/** A rejection in one line: where, which, why. */
export const rejectionLine = (path: string, { unit, offset, length, reason, detail }: Rejection): string =>
  `${shownName(path)}: rejected ${unit} at byte ${offset} (${plural(length, 'byte')}), ${reason}: ${detail}\n`;

/**
 * Prints every flow of the files as one JSON object a line on standard output; rejections and a summary of each file on standard error.
 *
 * @throws Failure `unreadable-path`
 */
export async function decodeCommand(paths: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok;
  for (const path of paths) if ((await decodeFile(path)) > 0) code = exitCode.problems;
  return code;
}

async function decodeFile(path: string): Promise<number> {
  const counts = { records: 0, flows: 0, rejected: 0 };
  let flows = '';
  let rejections = '';
  const steps = decodeChunks(readChunks(path), {
    record: (record, texts) => {
      counts.records++;
      counts.flows += record.tuples.count;
      for (const flow of flowsOfRecord(record, texts)) flows += `${JSON.stringify(flow)}\n`;
    },
    rejected: (rejection) => {
      counts.rejected++;
      rejections += rejectionLine(path, rejection);
    },
  });
  for await (const _ of steps) {
    await write(process.stdout, flows);
    await write(process.stderr, rejections);
    flows = '';
    rejections = '';
  }
  await write(process.stderr, summary(path, counts));
  return counts.rejected;
}

interface DecodeCounts {
  readonly records: number;
  readonly flows: number;
  readonly rejected: number;
}

function summary(path: string, { records, flows, rejected }: DecodeCounts): string {
  const found =
    records === 0 && rejected > 0 ? 'no flow-log record' : `${plural(flows, 'tuple')} in ${plural(records, 'record')}`;
  return `${shownName(path)}: ${found}, ${grouped(rejected)} rejected\n`;
}
