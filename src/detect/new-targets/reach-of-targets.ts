import type { DeniedColumns } from '../../model/facts.ts';
import type { WindowView } from '../view-window.ts';

/** How the internet reached a target in the window. */
export interface Reach {
  readonly denied: number;
  readonly allowed: number;
  readonly firstSlot: number;
  readonly lastSlot: number;
}

/** Sums up the flows to each target of the window, in one pass over all rows. By index of the target; nothing where nobody reached it. */
export function reachOfTargets({ facts, targets, targetOf }: WindowView): (target: number) => Reach | null {
  const sums = {
    denied: new Float64Array(targets.length),
    allowed: new Float64Array(targets.length),
    firstSlot: new Float64Array(targets.length).fill(Number.POSITIVE_INFINITY),
    lastSlot: new Float64Array(targets.length).fill(-1),
  };
  for (const decision of ['denied', 'allowed'] as const) addRows(sums, sums[decision], facts[decision], targetOf);
  return (target) => {
    const lastSlot = sums.lastSlot[target] ?? -1;
    if (lastSlot < 0) return null;
    const [denied = 0, allowed = 0] = [sums.denied[target], sums.allowed[target]];
    return { denied, allowed, firstSlot: sums.firstSlot[target] ?? lastSlot, lastSlot };
  };
}

function addRows(
  { firstSlot, lastSlot }: { readonly firstSlot: Float64Array; readonly lastSlot: Float64Array },
  sum: Float64Array,
  { slot, target, flows }: DeniedColumns,
  targetOf: Uint32Array,
): void {
  for (let row = 0; row < slot.length; row++) {
    const seen = targetOf[target[row] ?? 0] ?? 0;
    const at = slot[row] ?? 0;
    sum[seen] = (sum[seen] ?? 0) + (flows[row] ?? 0);
    if (at < (firstSlot[seen] ?? 0)) firstSlot[seen] = at;
    if (at > (lastSlot[seen] ?? 0)) lastSlot[seen] = at;
  }
}
