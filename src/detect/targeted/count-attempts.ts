import type { WindowView } from '../view-window.ts';
import type { RankedPorts } from './ranked-ports.ts';

/** Attempts are counted up to here, which is enough to tell whose score cannot reach a bound: more than a hundred add nothing to it. */
export const attemptsCounted = 255;

/** A first look at a window. */
export interface AttemptCounts {
  /** Denied attempts on watched ports of each source, up to 255; those of expected sources too. */
  readonly ofSource: Uint8Array;
  /** 1 for each target, by its index in the view, that saw a denial from the internet on any port. */
  readonly isDenying: Uint8Array;
}

/** Counts the denied attempts of each source, in one pass over all denied rows. */
export function countAttempts({ facts, targets, targetOf }: WindowView, { rankOf }: RankedPorts): AttemptCounts {
  const { source, target, port, protocol, flows } = facts.denied;
  const ofSource = new Uint8Array(facts.sources.address.length);
  const isDenying = new Uint8Array(targets.length);
  for (let row = 0; row < source.length; row++) {
    isDenying[targetOf[target[row] ?? 0] ?? 0] = 1;
    if (rankOf(port[row] ?? 0, protocol[row] ?? 0) < 0) continue;
    const from = source[row] ?? 0;
    ofSource[from] = Math.min(attemptsCounted, (ofSource[from] ?? 0) + (flows[row] ?? 0));
  }
  return { ofSource, isDenying };
}
