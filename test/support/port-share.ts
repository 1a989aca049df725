import { pairRowsOf } from '../../src/detect/history/find-in-history.ts';
import type { PortKey } from '../../src/model/facts.ts';
import type { DayHistory } from '../../src/model/history.ts';

/**
 * The share of a port in all denials on watched ports over some days, without those of one source (as far as they are kept: on days
 * with at least three attempts on a target).
 *
 * @returns 0 to 1; null where nobody else was denied anywhere
 */
export function portShare(histories: readonly DayHistory[], port: PortKey, source: string): number | null {
  const [onPort, onAll] = [denialsOf(histories, source, (other) => other === port), denialsOf(histories, source, () => true)];
  return onAll === 0 ? null : onPort / onAll;
}

function denialsOf(histories: readonly DayHistory[], source: string, includes: (port: PortKey) => boolean): number {
  let flows = 0;
  for (const history of histories) {
    for (const row of history.ports) if (includes(row.port)) flows += row.deniedFlows;
    const { port, isDenied, attempts } = history.pairs;
    const [from, to] = pairRowsOf(history, source);
    for (let row = from; row < to; row++) {
      if (isDenied[row] === 1 && includes(port[row] ?? 0)) flows -= attempts[row] ?? 0;
    }
  }
  return flows;
}
