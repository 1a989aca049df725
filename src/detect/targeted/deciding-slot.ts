import { slotMs } from '../../model/facts.ts';
import type { Door } from '../../model/findings/finding-core.ts';
import type { ScoreInputs, ScoreParts } from '../../model/findings/targeted.ts';
import { portKey } from '../watched-ports.ts';
import { scoreParts, totalScore } from './score-parts.ts';

/** An attempt, or several alike, on the top target. */
export interface Attempt {
  readonly slot: number;
  readonly source: number;
  readonly port: number;
  readonly protocol: number;
  readonly flows: number;
}

const slotsPerHour = 3_600_000 / slotMs;

/**
 * Finds the slot in which a score reached a bound: attempts, ports, hours and sources as far as the window had told them by then, all else
 * as it is now. What leaves the window moves it on, so an incident keeps the one it was opened with.
 *
 * @param attempts all on the top target in the window, in any order
 * @returns slots since the epoch
 */
export function decidingSlot(
  attempts: readonly Attempt[],
  topDoor: Door,
  { inputs, parts }: { readonly inputs: ScoreInputs; readonly parts: ScoreParts },
  bound: number,
): number {
  const factors = { criticality: parts.criticality, isKnownScanner: parts.scannerFactor < 1 };
  const met = { attempts: 0, ports: new Set<number>(), hours: new Set<number>(), company: new Set<number>() };
  const bySlot = [...Map.groupBy(attempts, ({ slot }) => slot)].sort(([a], [b]) => a - b);
  for (const [slot, ofSlot] of bySlot) {
    met.hours.add(Math.floor(slot / slotsPerHour));
    for (const { flows, port, protocol, source } of ofSlot) {
      met.attempts += flows;
      met.ports.add(portKey(port, protocol));
      if (port === topDoor.port && protocol === topDoor.protocol) met.company.add(source);
    }
    const soFar = {
      ...inputs,
      attempts: met.attempts,
      ports: met.ports.size,
      hours: met.hours.size,
      company: met.company.size,
    };
    if (totalScore(scoreParts(soFar, factors)) >= bound) return slot;
  }
  return bySlot.at(-1)?.[0] ?? 0;
}
