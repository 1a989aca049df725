import { createDecoder, type DecodeOptions, type DecodeResult } from '../../src/decode/decode-flow-log.ts';
import { flowsOfRecord } from '../../src/decode/flows-of-record.ts';
import type { Flow } from '../../src/model/flow.ts';
import type { Rejection } from '../../src/model/rejection.ts';

export interface DecodedText {
  readonly flows: readonly Flow[];
  readonly rejections: readonly Rejection[];
  readonly result: DecodeResult;
}

/** Decodes bytes (or text) whole, every flow as a value. */
export function decodeText(input: string | Uint8Array, options: Partial<DecodeOptions> = {}): DecodedText {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const flows: Flow[] = [];
  const rejections: Rejection[] = [];
  const decoder = createDecoder();
  const result = decoder.decode(
    bytes,
    { baseOffset: 0, atEnd: true, ...options },
    {
      record: (record) => {
        flows.push(...flowsOfRecord(record, decoder));
        rejections.push(...record.rejections);
      },
      rejected: (rejection) => rejections.push(rejection),
    },
  );
  return { flows, rejections, result };
}
