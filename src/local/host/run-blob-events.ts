import { type BlobCreated, blobRequest } from './blob-trigger.ts';
import type { InvocationRequest } from './core-api.ts';
import type { RegisteredFunction } from './functions-core.ts';

/** Attempts in a row before the host gives an event up to its poison queue. */
const attempts = 5;

interface Job {
  readonly registered: RegisteredFunction;
  readonly request: InvocationRequest;
}

/**
 * Plays the blob trigger: one run of every matching function for each event, no debounce and no lock per blob, so runs of one blob
 * can overlap, as in Azure.
 *
 * @param run runs the function; false where it failed.
 * @param atOnce runs under way at most; `host.json` `extensions.blobs.maxDegreeOfParallelism`, by default 8 a core.
 * @returns takes one event.
 */
export function runBlobEvents(
  functions: readonly RegisteredFunction[],
  run: (registered: RegisteredFunction, request: InvocationRequest) => Promise<boolean>,
  atOnce: number,
): (blob: BlobCreated) => void {
  const waiting: Job[] = [];
  let underWay = 0;

  function startNext(): void {
    const job = underWay < atOnce ? waiting.shift() : undefined;
    if (job === undefined) return;
    underWay += 1;
    void runWithAttempts(job, run).finally(() => {
      underWay -= 1;
      startNext();
    });
  }

  return (blob) => {
    for (const registered of functions) {
      const request = blobRequest(registered, blob);
      if (request === null) continue;
      waiting.push({ registered, request });
      startNext();
    }
  };
}

async function runWithAttempts(
  { registered, request }: Job,
  run: (...job: [RegisteredFunction, InvocationRequest]) => Promise<boolean>,
) {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (await run(registered, request)) return;
  }
}
