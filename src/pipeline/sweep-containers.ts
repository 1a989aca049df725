/** The sweep: events are hints, listings are the truth. Blobs whose version was not read to its end are ingested. */

import type { Cursor } from '../model/cursor.ts';
import { Failure } from '../model/failure.ts';
import type { BlobRef } from '../model/stream.ts';
import type { ListedBlob } from '../ports/flow-log-blobs.ts';
import type { StateStore } from '../ports/state-store.ts';
import { hourMs, hourStartMs, hoursUpTo } from '../read/hours.ts';
import { flowLogContainers, streamOfBlob } from '../read/stream-of-blob.ts';
import { type IngestPorts, type IngestSettings, ingestBlob, settledAfterMs } from './ingest-blob.ts';
import { noteFlowLogs } from './read-installation.ts';

/** The current hour and those before it in which a blob can still grow, or have something unfinished settled. */
const sweptHours = 4;
/** Streams are independent: several are read at once, bounded by memory (each holds a chunk). */
const atOnce = 8;

export type SweepPorts = IngestPorts & { readonly state: StateStore };

export interface SweepOutcome {
  readonly flowLogs: number;
  readonly listed: number;
  /** Blobs that were behind, and how many of them are now read to their end. */
  readonly behind: number;
  readonly ingested: number;
  /** Blobs that failed; they stay behind and are tried again at the next sweep. */
  readonly failed: number;
}

interface FlowLog {
  readonly account: string;
  readonly container: string;
  /** Path before `y=`, ending in `/`. */
  readonly prefix: string;
}

/**
 * Lists the flow logs of every account and the blobs of their last hours, and ingests those whose version differs from their cursor's.
 *
 * One blob that fails does not keep the others from being read; its failure is logged.
 */
export async function sweepContainers(
  ports: SweepPorts,
  settings: IngestSettings,
  accounts: readonly string[],
): Promise<SweepOutcome> {
  const nowMs = ports.clock.now();
  const flowLogs = await listFlowLogs(ports, accounts);
  await noteFlowLogs(ports.state, flowLogs.map(nameOf), nowMs);
  const behind: BlobRef[] = [];
  let listed = 0;
  for (const hour of hoursUpTo(nowMs, sweptHours).toReversed()) {
    const found = await listBehind(ports, flowLogs, hour, nowMs);
    listed += found.listed;
    behind.push(...found.behind);
  }
  const failed = await ingestAll(ports, settings, behind);
  const outcome = { flowLogs: flowLogs.length, listed, behind: behind.length, ingested: behind.length - failed, failed };
  ports.log.info('sweep', outcome);
  return outcome;
}

/** As `Stream.flowLog` names it. */
const nameOf = ({ prefix }: FlowLog): string => prefix.replace(/\/$/, '').toUpperCase();

async function listFlowLogs({ blobs }: SweepPorts, accounts: readonly string[]): Promise<readonly FlowLog[]> {
  const places = accounts.flatMap((account) => Object.values(flowLogContainers).map((container) => ({ account, container })));
  const lists = await Promise.all(
    places.map(async (place) =>
      (await blobs.listFlowLogs(place.account, place.container)).map((prefix) => ({ ...place, prefix })),
    ),
  );
  return lists.flat();
}

async function listBehind(ports: SweepPorts, flowLogs: readonly FlowLog[], hour: string, nowMs: number) {
  const cursors = new Map((await ports.store.readCursors(hour)).map((cursor) => [cursor.streamId, cursor]));
  const behind: BlobRef[] = [];
  let listed = 0;
  for (const { account, container, prefix } of flowLogs) {
    for (const blob of await ports.blobs.listHour(account, container, prefix, hour)) {
      const ref = { account, container, path: blob.path };
      const stream = streamOfBlob(ref);
      if (stream === null) continue;
      listed++;
      if (isBehind(blob, cursors.get(stream.id), nowMs)) behind.push(ref);
    }
  }
  return { listed, behind };
}

/** Another version than the one read to its end; or one with something unfinished that will not be finished any more. */
function isBehind(blob: ListedBlob, cursor: Cursor | undefined, nowMs: number): boolean {
  if (cursor === undefined) return blob.length > 0;
  if (cursor.etag !== blob.etag) return true;
  return cursor.unfinishedBytes > 0 && nowMs >= hourStartMs(cursor.hour) + hourMs + settledAfterMs;
}

/** Ingests blobs, a few at a time; returns how many failed. */
async function ingestAll(ports: SweepPorts, settings: IngestSettings, refs: readonly BlobRef[]): Promise<number> {
  const waiting = refs.values();
  let failed = 0;
  const work = async (): Promise<void> => {
    for (const ref of waiting) {
      try {
        await ingestBlob(ports, settings, ref);
      } catch (cause) {
        failed++;
        ports.log.error('sweep-failed', { path: ref.path, code: cause instanceof Failure ? cause.code : 'unexpected' });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, refs.length) }, work));
  return failed;
}
