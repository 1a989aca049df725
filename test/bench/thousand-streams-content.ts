import type { BlobRef } from '../../src/model/stream.ts';
import { sampleMac, sampleRecords, sampleRef } from '../support/sample-log.ts';

/** One NIC's hour, half of it written, and the minute by which it grows. */
export interface GrowingStream {
  readonly ref: BlobRef;
  readonly before: readonly string[];
  readonly growth: string;
}

/** What an ordinary NIC logs in a minute. */
const tuplesPerMinute = 9;
const minutesBefore = 30;

/** So many NICs of one flow log, each with records of its own. */
export function growingStreams(count: number, account: string): readonly GrowingStream[] {
  return Array.from({ length: count }, (_, place) => {
    const mac = (0x0003a7f00000 + place).toString(16).toUpperCase().padStart(12, '0');
    const records = sampleRecords('vnet-v4', { minutes: minutesBefore + 1, tuplesPerMinute, seed: place + 1 });
    const own = records.map((record) => record.replaceAll(sampleMac, mac));
    return { ref: sampleRef('vnet-v4', account, mac), before: own.slice(0, -1), growth: own.at(-1) ?? '' };
  });
}

/** Bytes by which a blob grows: the record and the comma before it. */
export const grownBytes = ({ growth }: GrowingStream): number => Buffer.byteLength(growth) + 1;
