import type { StateStore } from '../../ports/state-store.ts';
import type { Feed } from '../feed-logs.ts';
import type { Host } from '../host/start-host.ts';
import type { Say } from '../narrate.ts';
import type { OpenStorage } from '../open-storage.ts';
import type { Screen } from '../screen.ts';
import type { LogHistory } from '../write/log-source.ts';
import { type BroughtHistory, bringHistory } from './bring-history.ts';

export interface HistoryParts {
  readonly host: Host;
  readonly screen: Screen;
  readonly say: Say;
  readonly lose: (reason: string) => void;
  readonly storage: OpenStorage;
  readonly state: StateStore;
  readonly signal: AbortSignal;
}

/** Brings the history in beside the live minutes; the host's `sweep` has to be held until it is written, its `digest` until it is read. */
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

function followHistory({ ended }: BroughtHistory, { hours }: LogHistory, { host, say, lose, signal }: HistoryParts): void {
  ended.then(
    () => {
      if (signal.aborted) return;
      say(`The history is read: all ${hours.length} hours before this run.`);
      host.release('digest');
    },
    (error: unknown) =>
      signal.aborted || lose(`Writing history failed: ${error instanceof Error ? error.message : String(error)}`),
  );
}
