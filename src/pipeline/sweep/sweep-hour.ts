import { Failure } from '../../model/failure.ts';
import type { BlobRef } from '../../model/stream.ts';
import type { ListedFlowLog } from '../../model/sweep-state.ts';
import { ingestBlob } from '../ingest-blob.ts';
import type { AccountSweep } from './account-sweep.ts';
import { listBehind } from './list-behind.ts';

/** Streams are independent: several are read at once, bounded by memory (each holds a chunk). */
const atOnce = 8;

/** Failures of one stream that another attempt does not mend: its hour is complete without it. */
const lasting: readonly string[] = ['stream-mismatch', 'damaged-row'];

/** Lists one hour and ingests what is behind; true where nothing failed that may pass, so that the hour was read as far as it was written. */
export async function sweepHour(sweep: AccountSweep, flowLogs: readonly ListedFlowLog[], hour: string): Promise<boolean> {
  const before = sweep.passing.failed;
  const behind = await attempt(sweep, `list ${sweep.account} ${hour}`, () => listBehind(sweep, flowLogs, hour), []);
  await ingestAll(sweep, hour, behind);
  return sweep.passing.failed === before;
}

/** Does one thing of a sweep; what fails is logged and counted, and gives `otherwise`. */
export async function attempt<T>(
  { ports, tally, passing }: AccountSweep,
  what: string,
  act: () => Promise<T>,
  otherwise: T,
): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const code = cause instanceof Failure ? cause.code : 'unexpected';
    tally.failed++;
    if (!lasting.includes(code)) passing.failed++;
    ports.log.error('sweep-failed', { what, code });
    return otherwise;
  }
}

/** Ingests blobs, a few at a time. */
async function ingestAll(sweep: AccountSweep, hour: string, refs: readonly BlobRef[]): Promise<void> {
  const waiting = refs.values();
  sweep.tally.behind += refs.length;
  const ingest = async (ref: BlobRef): Promise<number> => {
    const { commits } = await ingestBlob(sweep.ports, sweep.settings, ref);
    if (commits > 0) sweep.changed.add(hour);
    return 1;
  };
  const work = async (): Promise<void> => {
    for (const ref of waiting) sweep.tally.ingested += await attempt(sweep, `ingest ${ref.path}`, () => ingest(ref), 0);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, refs.length) }, work));
}
