import { setTimeout } from 'node:timers/promises';
import type { LiveStatus } from './inbox/live-status.ts';

/** How often the strip is shown anew, real ms. */
const showMs = 1000;
/** Every so many times what was counted is read back, which costs a read of each of 24 hours. */
const countEvery = 3;

export interface StatusParts {
  /** Everything that is known without asking storage. */
  readonly now: () => Omit<LiveStatus, 'counted'>;
  readonly readCounted: () => Promise<NonNullable<LiveStatus['counted']>>;
  readonly show: (status: LiveStatus) => void;
}

/** Shows the numbers until the signal tells to stop; while storage does not answer, the last ones. */
export async function keepStatus(parts: StatusParts, signal: AbortSignal): Promise<void> {
  let counted: LiveStatus['counted'] = null;
  for (let turn = 0; !signal.aborted; turn += 1) {
    if (turn % countEvery === 0) counted = (await parts.readCounted().catch(() => null)) ?? counted;
    parts.show({ ...parts.now(), counted });
    await setTimeout(showMs, null, { signal }).catch(() => {});
  }
}
