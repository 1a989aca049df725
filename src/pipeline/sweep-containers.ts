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
  /** Listings and blobs that failed; they are tried again at the next sweep. */
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
 * What fails (an account that does not answer, a blob) does not keep the rest from being read; it is logged, counted, and tried again by
 * the next sweep.
 */
export async function sweepContainers(
  ports: SweepPorts,
  settings: IngestSettings,
  accounts: readonly string[],
): Promise<SweepOutcome> {
  const nowMs = ports.clock.now();
  const sweeping: Sweeping = { ports, nowMs, listed: 0, failed: 0 };
  const flowLogs = await listFlowLogs(sweeping, accounts);
  await noteFlowLogs(ports.state, flowLogs.map(nameOf), nowMs);
  const behind: BlobRef[] = [];
  for (const hour of hoursUpTo(nowMs, sweptHours).toReversed()) behind.push(...(await listBehind(sweeping, flowLogs, hour)));
  const { failed: unlisted } = sweeping;
  await ingestAll(sweeping, settings, behind);
  const { listed, failed } = sweeping;
  const outcome = {
    flowLogs: flowLogs.length,
    listed,
    behind: behind.length,
    ingested: behind.length - (failed - unlisted),
    failed,
  };
  ports.log.info('sweep', outcome);
  return outcome;
}

/** One sweep under way. */
interface Sweeping {
  readonly ports: SweepPorts;
  readonly nowMs: number;
  listed: number;
  failed: number;
}

/** Does one thing of a sweep; what fails is logged and counted, and gives `otherwise`. */
async function attempt<T>(sweeping: Sweeping, what: string, act: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    sweeping.failed++;
    sweeping.ports.log.error('sweep-failed', { what, code: cause instanceof Failure ? cause.code : 'unexpected' });
    return otherwise;
  }
}

/** As `Stream.flowLog` names it. */
const nameOf = ({ prefix }: FlowLog): string => prefix.replace(/\/$/, '').toUpperCase();

async function listFlowLogs(sweeping: Sweeping, accounts: readonly string[]): Promise<readonly FlowLog[]> {
  const { blobs } = sweeping.ports;
  const places = accounts.flatMap((account) => Object.values(flowLogContainers).map((container) => ({ account, container })));
  const list = async ({ account, container }: (typeof places)[number]): Promise<readonly FlowLog[]> =>
    (await blobs.listFlowLogs(account, container)).map((prefix) => ({ account, container, prefix }));
  const none: readonly FlowLog[] = [];
  const lists = await Promise.all(
    places.map((place) => attempt(sweeping, `list ${place.account}/${place.container}`, () => list(place), none)),
  );
  return lists.flat();
}

async function listBehind(sweeping: Sweeping, flowLogs: readonly FlowLog[], hour: string): Promise<readonly BlobRef[]> {
  const { blobs, store } = sweeping.ports;
  const cursors = new Map((await store.readCursors(hour)).map((cursor) => [cursor.streamId, cursor]));
  const behind: BlobRef[] = [];
  for (const { account, container, prefix } of flowLogs) {
    const listing = (): Promise<readonly ListedBlob[]> => blobs.listHour(account, container, prefix, hour);
    for (const blob of await attempt(sweeping, `list ${account}/${container}/${prefix} ${hour}`, listing, [])) {
      const ref = { account, container, path: blob.path };
      const stream = streamOfBlob(ref);
      if (stream === null) continue;
      sweeping.listed++;
      if (isBehind(blob, cursors.get(stream.id), sweeping.nowMs)) behind.push(ref);
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

/** Ingests blobs, a few at a time. */
async function ingestAll(sweeping: Sweeping, settings: IngestSettings, refs: readonly BlobRef[]): Promise<void> {
  const waiting = refs.values();
  const work = async (): Promise<void> => {
    for (const ref of waiting)
      await attempt(sweeping, `ingest ${ref.path}`, () => ingestBlob(sweeping.ports, settings, ref), null);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, refs.length) }, work));
}
