import { createDecoder } from '../decode/decode-flow-log.ts';
import type { DecodedRecord, DecodedTexts } from '../model/decoded-record.ts';
import type { Rejection } from '../model/rejection.ts';

/** Takes what is decoded, in the order of the file. */
export interface ChunkSink {
  /** Valid until it returns. */
  record(record: DecodedRecord, texts: DecodedTexts): void;
  rejected(rejection: Rejection): void;
}

/**
 * Decodes a flow log that arrives in pieces; yields after each piece, so that its taker can write what it got before more is read.
 *
 * @returns the number of bytes read
 */
export async function* decodeChunks(chunks: AsyncIterable<Uint8Array>, sink: ChunkSink): AsyncGenerator<void, number> {
  const decoder = createDecoder();
  const decodeSink = {
    record: (record: DecodedRecord) => {
      sink.record(record, decoder);
      for (const rejection of record.rejections) sink.rejected(rejection);
    },
    rejected: (rejection: Rejection) => sink.rejected(rejection),
  };
  let waiting: Uint8Array = new Uint8Array(0);
  let baseOffset = 0;
  const decode = (bytes: Uint8Array, atEnd: boolean): void => {
    const { end } = decoder.decode(bytes, { baseOffset, atEnd }, decodeSink);
    waiting = bytes.subarray(end);
    baseOffset += end;
  };
  for await (const chunk of chunks) {
    decode(waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]), false);
    yield;
  }
  const length = baseOffset + waiting.length;
  decode(waiting, true);
  yield;
  return length;
}
