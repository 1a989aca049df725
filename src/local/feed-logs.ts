import type { BlobServiceClient } from '@azure/storage-blob';
import { noteFlowLogs } from '../pipeline/read-installation.ts';
import type { Clock } from '../ports/clock.ts';
import type { StateStore } from '../ports/state-store.ts';
import type { BlobCreated } from './host/blob-trigger.ts';
import { createRandom } from './simulate/random.ts';
import { eventGrid } from './write/event-grid.ts';
import type { LogSource } from './write/log-source.ts';
import { createContainers, writeLogs } from './write/write-logs.ts';
import { createWrittenTally, type Written, type WrittenTally } from './write/written-tally.ts';

export interface Feed {
  /** Takes note of history that was written. */
  readonly addPast: WrittenTally['addPast'];
  /** Numbers for the strip. */
  readonly written: () => Written & { readonly targets: number; readonly events: number };
  /** Resolves when the source has ended, or the signal told to stop. @throws what storage throws. */
  readonly ended: Promise<void>;
}

/** Makes the containers, and counts the flow logs as installed with the source's first moment: what follows is told, whenever the app looks first. */
export async function prepareFeed(source: LogSource, service: BlobServiceClient, state: StateStore): Promise<void> {
  await createContainers(service);
  await noteFlowLogs(state, source.flowLogs, source.originMs);
}

/** Writes the logs as their time comes and tells of each write as Event Grid would. */
export function feedLogs(
  source: LogSource,
  service: BlobServiceClient,
  clock: Clock,
  tell: (blob: BlobCreated) => void,
  signal: AbortSignal,
): Feed {
  const tally = createWrittenTally();
  let events = 0;
  const grid = eventGrid(createRandom(1), (blob) => {
    events += 1;
    tell(blob);
  });
  const ended = writeLogs(source, {
    service,
    clock,
    signal,
    onWritten(flush) {
      tally.add(flush);
      grid.announce({ connection: 'FLOW_LOGS', container: flush.container, path: flush.path });
    },
  });
  signal.addEventListener('abort', grid.stop);
  return {
    addPast: tally.addPast,
    written: () => ({ ...tally.read(clock.now()), targets: source.targets, events }),
    ended,
  };
}
