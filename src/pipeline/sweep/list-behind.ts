import type { Cursor } from '../../model/cursor.ts';
import type { BlobRef } from '../../model/stream.ts';
import type { ListedFlowLog } from '../../model/sweep-state.ts';
import type { ListedBlob } from '../../ports/flow-log-blobs.ts';
import { hourMs, hourStartMs } from '../../read/hours.ts';
import { streamOfBlob } from '../../read/stream-of-blob.ts';
import { settledAfterMs } from '../ingest-blob.ts';
import type { AccountSweep } from './account-sweep.ts';

/** Lists the blobs of one hour of an account's flow logs and gives those that were not read to their end. */
export async function listBehind(
  { ports, account, nowMs, tally }: AccountSweep,
  flowLogs: readonly ListedFlowLog[],
  hour: string,
): Promise<readonly BlobRef[]> {
  const cursors = new Map((await ports.store.readCursors(hour)).map((cursor) => [cursor.streamId, cursor]));
  const behind: BlobRef[] = [];
  for (const { container, prefix } of flowLogs) {
    for (const blob of await ports.blobs.listHour(account, container, prefix, hour)) {
      const ref = { account, container, path: blob.path };
      const stream = streamOfBlob(ref);
      if (stream === null) continue;
      tally.listed++;
      if (isBehind(blob, cursors.get(stream.id), nowMs)) behind.push(ref);
    }
  }
  return behind;
}

/** Another version than the one read to its end; or one with something unfinished that will not be finished any more. */
function isBehind(blob: ListedBlob, cursor: Cursor | undefined, nowMs: number): boolean {
  if (cursor === undefined) return blob.length > 0;
  if (cursor.etag !== blob.etag) return true;
  return cursor.unfinishedBytes > 0 && nowMs >= hourStartMs(cursor.hour) + hourMs + settledAfterMs;
}
