import { setTimeout } from 'node:timers/promises';
import type { BlobServiceClient } from '@azure/storage-blob';
import type { Clock } from '../../ports/clock.ts';
import { flowLogContainers } from '../../read/stream-of-blob.ts';
import { blobGrower, type GrowBlob } from './growing-blob.ts';
import type { Flush, LogSource } from './log-source.ts';

/** How long to wait before looking at the clock again, real ms. */
const tickMs = 100;
/** Blobs written at once. */
const atOnce = 6;

export interface WriteLogsOptions {
  readonly service: BlobServiceClient;
  /** Event time. */
  readonly clock: Clock;
  readonly onWritten: (flush: Flush) => void;
  readonly signal: AbortSignal;
}

/** Makes the two containers of flow logs. */
export async function createContainers(service: BlobServiceClient): Promise<void> {
  await Promise.all(Object.values(flowLogContainers).map((name) => service.getContainerClient(name).createIfNotExists()));
}

/** Writes each flush when its time has come, until the source ends or the signal tells to stop. @throws what storage throws. */
export async function writeLogs({ flushes }: LogSource, { service, clock, onWritten, signal }: WriteLogsOptions): Promise<void> {
  const growers = new Map(Object.values(flowLogContainers).map((name) => [name, blobGrower(service.getContainerClient(name))]));
  let due: Flush[] = [];
  for await (const flush of flushes) {
    if (flush.loggedAtMs > clock.now()) {
      await writeAll(due, growers, onWritten);
      due = [];
      while (flush.loggedAtMs > clock.now() && !signal.aborted) await setTimeout(tickMs);
    }
    if (signal.aborted) return;
    due.push(flush);
  }
  await writeAll(due, growers, onWritten);
}

/** Blobs beside each other, the flushes of one blob one after another. */
async function writeAll(
  flushes: readonly Flush[],
  growers: ReadonlyMap<string, GrowBlob>,
  onWritten: (flush: Flush) => void,
): Promise<void> {
  const byBlob = Map.groupBy(flushes, ({ container, path }) => `${container}/${path}`).values();
  const work = async (): Promise<void> => {
    for (const ofBlob of byBlob) {
      for (const flush of ofBlob) {
        await growers.get(flush.container)?.(flush.path, flush.records);
        onWritten(flush);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
