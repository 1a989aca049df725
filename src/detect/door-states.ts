import type { Decision } from '../model/flow.ts';

/** Different network blocks that a run must reach before it says anything about a door. */
export const blocksOfRun = 5;

/** Before any run that reaches `blocksOfRun` blocks a door is `unknown`. */
export type DoorState = 'open' | 'closed' | 'unknown';

/** From this slot on a door is in this state, until the next change. */
export interface DoorChange {
  readonly slot: number;
  readonly state: DoorState;
}

/** A knock as one number, so that many sort fast: slot, then let-ins before denials, then network block. */
export type Knock = number;

const blockLimit = 2 ** 22;

/**
 * Packs a knock.
 *
 * @param slot slots since the epoch
 * @param block number of the source's network block, below 2²²
 */
export function packKnock(slot: number, decision: Decision, block: number): Knock {
  return (slot * 2 + (decision === 'allowed' ? 0 : 1)) * blockLimit + block;
}

/**
 * Finds when a door came to stand open to any or closed: a run is knocks in a row with one decision, and one that reaches five
 * different network blocks sets the state from the slot in which the fifth block first knocked. Knocks of expected sources are
 * for the caller to leave out.
 *
 * @param knocks in any order, repeated or not
 * @returns the changes in order of time; none for a door that stays `unknown`
 */
export function doorStates(knocks: readonly Knock[]): DoorChange[] {
  const changes: DoorChange[] = [];
  const blocks = new Set<number>();
  let decision = -1;
  for (const knock of Float64Array.from(knocks).sort()) {
    const moment = Math.floor(knock / blockLimit);
    if (moment % 2 !== decision) {
      decision = moment % 2;
      blocks.clear();
    }
    if (blocks.size < blocksOfRun && blocks.add(knock % blockLimit).size === blocksOfRun) {
      addChange(changes, { slot: Math.floor(moment / 2), state: decision === 0 ? 'open' : 'closed' });
    }
  }
  return changes;
}

function addChange(changes: DoorChange[], change: DoorChange): void {
  if (changes.at(-1)?.state !== change.state) changes.push(change);
}
