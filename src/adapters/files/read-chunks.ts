import { createReadStream } from 'node:fs';
import { standardInput } from './list-log-files.ts';
import { unreadable } from './unreadable.ts';

/** Bytes read at once. */
const chunkBytes = 1024 * 1024;

/**
 * The bytes of a file, or of standard input for `-`, piece by piece: memory does not depend on the file's size.
 *
 * @throws Failure `unreadable-path`
 */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const stream = path === standardInput ? process.stdin : createReadStream(path, { highWaterMark: chunkBytes });
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
  } catch (error) {
    throw unreadable(path === standardInput ? 'standard input' : path, error);
  }
}
