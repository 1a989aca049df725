import type { DigestRejection } from '../../digest/digest-input.ts';
import { flowLogLabel } from '../../message/flow-log-label.ts';
import type { RejectedRow } from '../../model/cursor.ts';
import type { IngestStore } from '../../ports/ingest-store.ts';
import { streamOfBlob } from '../../read/stream-of-blob.ts';

/** The rejections of some hours with their places, in order. Hours are read one at a time: rows hold the bytes too. */
export async function readRejections(store: IngestStore, hours: readonly string[]): Promise<readonly DigestRejection[]> {
  const rejections: DigestRejection[] = [];
  for (const hour of hours) {
    const rows = await store.readRejected(hour);
    if (rows.length === 0) continue;
    const cursors = new Map((await store.readCursors(hour)).map((cursor) => [cursor.streamId, cursor]));
    for (const row of rows) rejections.push(...placesOf(row, cursors.get(row.streamId)));
  }
  return rejections;
}

interface Place {
  readonly account: string;
  readonly container: string;
  readonly path: string;
  readonly countsFrom: number;
}

/** Of a generation that was written over nothing counts any more. */
function placesOf({ rejections, hour, generation }: RejectedRow, cursor: Place | undefined): readonly DigestRejection[] {
  if (cursor !== undefined && generation < cursor.countsFrom) return [];
  const { account = '', container = '', path = '' } = cursor ?? {};
  const flowLog = flowLogLabel(streamOfBlob({ account, container, path })?.flowLog ?? '');
  return rejections.map(({ reason, detail, offset, length }) => ({
    reason,
    detail,
    flowLog,
    account,
    container,
    path,
    offset,
    length,
    hour,
  }));
}
