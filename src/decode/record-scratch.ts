import type { DecodedRecord } from '../model/decoded-record.ts';
import type { Rejection } from '../model/rejection.ts';
import { createTextTable, type TextTable } from './text-table.ts';
import { createTupleColumns } from './tuple-columns.ts';

/** Where a value stands in the bytes; `start` -1 where the record has none. */
export interface Span {
  start: number;
  end: number;
}

/** What a record's head says, as positions: made into values only once the record has closed. */
export interface RecordHead {
  readonly time: Span;
  readonly category: Span;
  readonly mac: Span;
  readonly resourceId: Span;
  readonly flowLogResourceId: Span;
  readonly targetResourceId: Span;
  /** `flowLogVersion`, and `properties.Version`. */
  readonly flowLogVersion: Span;
  readonly nsgVersion: Span;
  /** Whether `properties.flows` and `flowRecords` were met. */
  hasNsgFlows: boolean;
  hasFlowRecords: boolean;
}

/** The one record under decoding; everything in it is used again for the next. */
export interface RecordScratch extends DecodedRecord {
  readonly head: RecordHead;
  readonly texts: TextTable;
  readonly rejections: Rejection[];
  /** Offset in the blob of the buffer's first byte. */
  baseOffset: number;
}

const span = (): Span => ({ start: -1, end: -1 });

/** An empty scratch; its texts grow over the records of one decoding. */
export function createRecordScratch(): RecordScratch {
  return {
    offset: 0,
    length: 0,
    version: 1,
    timeMs: 0,
    mac: 0,
    resource: 0,
    nsg: 0,
    groups: [],
    tuples: createTupleColumns(),
    texts: createTextTable(),
    rejections: [],
    baseOffset: 0,
    head: {
      time: span(),
      category: span(),
      mac: span(),
      resourceId: span(),
      flowLogResourceId: span(),
      targetResourceId: span(),
      flowLogVersion: span(),
      nsgVersion: span(),
      hasNsgFlows: false,
      hasFlowRecords: false,
    },
  };
}

/** Forgets the record before. */
export function resetScratch(scratch: RecordScratch): void {
  const { head } = scratch;
  for (const value of Object.values(head)) if (typeof value === 'object') value.start = -1;
  head.hasNsgFlows = false;
  head.hasFlowRecords = false;
  scratch.groups.length = 0;
  scratch.rejections.length = 0;
  scratch.tuples.count = 0;
}
