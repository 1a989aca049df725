import type { Decision } from '../../model/flow.ts';
import type { DayRuns, DoorChange, DoorRun } from '../../model/history.ts';

/** Different network blocks that a run must reach before it says anything about a door. */
export const blocksOfRun = 5;

interface OpenRun extends DoorRun {
  readonly blocks: { readonly block: string; readonly slot: number }[];
}

/** What a walk over a door's knocks of one day keeps. */
export interface DoorWalk {
  readonly first: OpenRun;
  last: OpenRun;
  readonly changes: DoorChange[];
}

/** A walk that begins with this knock. */
export function beginWalk(slot: number, decision: Decision, block: string): DoorWalk {
  const run = { decision, blocks: [{ block, slot }] };
  return { first: run, last: run, changes: [] };
}

/**
 * Adds the next knock. Knocks come in order: hour by hour, within an hour by slot, let-ins before denials; those of expected
 * sources are for the caller to leave out.
 */
export function addKnock(walk: DoorWalk, slot: number, decision: Decision, block: string): void {
  if (isSettled(walk, decision)) return;
  if (walk.last.decision !== decision) walk.last = { decision, blocks: [] };
  const { blocks } = walk.last;
  if (blocks.some((known) => known.block === block)) return;
  blocks.push({ block, slot });
  if (walk.last !== walk.first) addChange(walk.changes, walk.last);
}

/** Whether a knock of this decision only goes on with a run that has all its blocks: it changes nothing. */
export function isSettled({ last }: DoorWalk, decision: Decision): boolean {
  return last.decision === decision && last.blocks.length === blocksOfRun;
}

/** What is kept of a walk that has come to the end of its day. */
export function runsOfDay({ first, last, changes }: DoorWalk): DayRuns {
  return { firstRun: first, changes, lastRun: last, isOneRun: first === last };
}

/** Adds what a run says about the door, where it has reached enough blocks and says something new. */
export function addChange(changes: DoorChange[], { decision, blocks }: DoorRun): void {
  const fifth = blocks[blocksOfRun - 1];
  if (fifth !== undefined) addState(changes, { slot: fifth.slot, state: decision === 'allowed' ? 'open' : 'closed' });
}

/** Adds a change, unless the door was in that state already. */
export function addState(changes: DoorChange[], change: DoorChange): void {
  if (changes.at(-1)?.state !== change.state) changes.push(change);
}
