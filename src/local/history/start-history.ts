import { setTimeout } from 'node:timers/promises';
import { azureHourStore, hoursTable } from '../../adapters/azure-table/azure-hour-store.ts';
import type { StateStore } from '../../ports/state-store.ts';
import type { Feed } from '../feed-logs.ts';
import type { Host } from '../host/start-host.ts';
import type { Say } from '../narrate.ts';
import type { OpenStorage } from '../open-storage.ts';
import type { Screen } from '../screen.ts';
import type { LogHistory } from '../write/log-source.ts';
import { awaitDays } from './await-days.ts';
import { type BroughtHistory, bringHistory } from './bring-history.ts';

/** Two evaluations: what the first sees is told by the second. */
const evaluationMs = 25_000;

export interface HistoryParts {
  readonly host: Host;
  readonly screen: Screen;
  readonly say: Say;
  readonly lose: (reason: string) => void;
  readonly storage: OpenStorage;
  readonly state: StateStore;
  readonly signal: AbortSignal;
}

/** Brings the history in beside the live minutes; the host's `sweep` has to be held until it is written, its `digest` until its days are known. */
export function startHistory(history: LogHistory, feed: Feed, parts: HistoryParts): BroughtHistory {
  const { host, screen, say, storage, state, signal } = parts;
  const brought = bringHistory(history, {
    service: storage.clients.blobService,
    state,
    onWritten: feed.addPast,
    release: () => host.release('sweep'),
    show: (progress) => screen.showHistory(progress, say),
    signal,
  });
  followHistory(brought, history, parts);
  return brought;
}

function followHistory({ ended }: BroughtHistory, history: LogHistory, parts: HistoryParts): void {
  const { say, lose, signal } = parts;
  ended.then(
    () => {
      if (signal.aborted) return;
      say(`The history is read: all ${history.hours.length} hours before this run.`);
      void releaseDigest(history, parts);
    },
    (error: unknown) =>
      signal.aborted || lose(`Writing history failed: ${error instanceof Error ? error.message : String(error)}`),
  );
}

/** A digest compares its day with those before, and tells what evaluations found by them. */
async function releaseDigest({ hours }: LogHistory, { host, storage, signal }: HistoryParts): Promise<void> {
  await awaitDays(azureHourStore(storage.clients.tableClient(hoursTable)), hours, signal);
  await setTimeout(evaluationMs, null, { signal }).catch(() => {});
  if (!signal.aborted) host.release('digest');
}
