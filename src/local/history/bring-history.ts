import { setTimeout } from 'node:timers/promises';
import type { BlobServiceClient } from '@azure/storage-blob';
import { accountOf } from '../../adapters/azure-blob/account-of.ts';
import type { StateStore } from '../../ports/state-store.ts';
import type { LogHistory, WholeBlob } from '../write/log-source.ts';
import type { HistoryProgress } from './history-progress.ts';
import { readBackfilled } from './read-backfilled.ts';
import { writeHistory } from './write-history.ts';

/** How often the backfill is asked how far it is, real ms. */
const askMs = 1000;

export interface BringHistoryOptions {
  readonly service: BlobServiceClient;
  readonly state: StateStore;
  /** Called for each hour whose blobs are there. */
  readonly onWritten: (hour: string, blobs: readonly WholeBlob[]) => void;
  /** Called once all is written: the backfill, which passes every hour once, may begin. */
  readonly release: () => void;
  readonly show: (progress: HistoryProgress) => void;
  readonly signal: AbortSignal;
}

export interface BroughtHistory {
  readonly progress: () => HistoryProgress;
  /** Resolves when all is read, or the signal told to stop. @throws what storage throws while writing. */
  readonly ended: Promise<void>;
}

/** Writes the history, and then follows Knockwatch while it reads it. */
export function bringHistory(history: LogHistory, { show, ...options }: BringHistoryOptions): BroughtHistory {
  let progress: HistoryProgress = { step: 'writing', done: 0, hours: history.hours.length };
  const note = (step: HistoryProgress['step'], done: number): void => {
    progress = { ...progress, step, done };
    if (!options.signal.aborted) show(progress);
  };
  return { progress: () => progress, ended: bring(history, options, note) };
}

async function bring(
  history: LogHistory,
  { service, state, onWritten, release, signal }: Omit<BringHistoryOptions, 'show'>,
  note: (step: HistoryProgress['step'], done: number) => void,
): Promise<void> {
  const { hours } = history;
  let written = 0;
  await writeHistory(history, {
    service,
    signal,
    onWritten(hour, blobs) {
      onWritten(hour, blobs);
      note('writing', ++written);
    },
  });
  if (!signal.aborted) release();
  const account = accountOf(service);
  for (let read = 0; read < hours.length && !signal.aborted; await setTimeout(askMs, null, { signal }).catch(() => {})) {
    // While storage does not answer, it is asked again.
    read = await readBackfilled(state, account, hours).catch(() => read);
    note(read < hours.length ? 'reading' : 'read', read);
  }
}
