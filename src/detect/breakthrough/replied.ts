import type { AllowedColumns } from '../../model/facts.ts';
import type { Replied } from '../../model/findings/finding-core.ts';

/** What the allowed facts of a source and door add up to. */
export interface LetInSums {
  readonly flows: number;
  readonly packetsReceived: number;
  readonly bytesReceived: number;
  readonly bytesSent: number;
  readonly replied: Replied;
}

/** Adds up rows of `allowed` and tells whether packets came back. */
export function sumLetIns(allowed: AllowedColumns, rows: readonly number[]): LetInSums {
  const sum = (column: Uint32Array | Float64Array) => rows.reduce((total, row) => total + (column[row] ?? 0), 0);
  const flows = sum(allowed.flows);
  return {
    flows,
    packetsReceived: sum(allowed.packetsReceived),
    bytesReceived: sum(allowed.bytesReceived),
    bytesSent: sum(allowed.bytesSent),
    replied: repliedBy(flows, sum(allowed.measured), sum(allowed.answered)),
  };
}

/** Whether packets came back, by sums: no answer is known only where every flow was measured; logs without counters say nothing. */
export function repliedBy(flows: number, measured: number, answered: number): Replied {
  if (answered > 0) return 'yes';
  return flows > 0 && measured >= flows ? 'no' : 'unknown';
}

/** Whether packets came back through any of several doors: `no` only where that is known of each. */
export function repliedThroughAny(each: readonly Replied[]): Replied {
  if (each.includes('yes')) return 'yes';
  return each.includes('unknown') ? 'unknown' : 'no';
}
