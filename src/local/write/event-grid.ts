import type { BlobCreated } from '../host/blob-trigger.ts';
import type { Random } from '../simulate/random.ts';

/**
 * Tells of written blobs as Event Grid does: at least once, some twice, some late, in no order.
 *
 * @returns `announce` takes a write; `stop` forgets what is still to be told.
 */
export function eventGrid(
  random: Random,
  tell: (blob: BlobCreated) => void,
): { readonly announce: (blob: BlobCreated) => void; readonly stop: () => void } {
  const waiting = new Set<NodeJS.Timeout>();
  const tellAfter = (blob: BlobCreated, delayMs: number): void => {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      tell(blob);
    }, delayMs);
    waiting.add(timer);
  };
  return {
    announce(blob) {
      tellAfter(blob, random.chance(0.04) ? random.between(1000, 4000) : random.between(20, 250));
      if (random.chance(0.06)) tellAfter(blob, random.between(20, 2500));
    },
    stop() {
      for (const timer of waiting) clearTimeout(timer);
      waiting.clear();
    },
  };
}
