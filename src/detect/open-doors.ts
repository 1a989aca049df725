import type { DeniedColumns } from '../model/facts.ts';
import type { Decision } from '../model/flow.ts';
import { doorStates, type Knock, packKnock } from './door-states.ts';
import { networkBlock } from './network-block.ts';
import { type DoorKey, doorKey, doorTarget, isExpectedThere, type WindowView } from './view-window.ts';

/** Adds a knock's source and decision to the list of its door. */
type AddKnock = (knocks: Knock[], slot: number, decision: Decision, source: number) => void;

/**
 * Finds since when doors stand open to any.
 *
 * @returns the slot in which each first stood open in the window; absent where it never did
 */
export function firstOpenSlots(view: WindowView, doors: Iterable<DoorKey>): Map<DoorKey, number> {
  const knocks = new Map<DoorKey, Knock[]>([...doors].map((door) => [door, []]));
  if (knocks.size === 0) return new Map();
  const addKnock = numberBlocks(view.facts.sources.address);
  collectKnocks(view, view.facts.allowed, 'allowed', knocks, addKnock);
  collectKnocks(view, view.facts.denied, 'denied', knocks, addKnock);
  const slots = [...knocks].map(([door, ofDoor]) => [door, firstOpenSlot(ofDoor)] as const);
  return new Map(slots.filter((entry): entry is readonly [DoorKey, number] => entry[1] !== null));
}

function firstOpenSlot(knocks: readonly Knock[]): number | null {
  return doorStates(knocks).find((change) => change.state === 'open')?.slot ?? null;
}

function collectKnocks(
  view: WindowView,
  columns: DeniedColumns,
  decision: Decision,
  knocks: ReadonlyMap<DoorKey, Knock[]>,
  addKnock: AddKnock,
): void {
  const { slot, source, target, port, protocol } = columns;
  const isWantedTarget = new Uint8Array(view.targets.length);
  for (const door of knocks.keys()) isWantedTarget[doorTarget(door)] = 1;
  for (let row = 0; row < slot.length; row++) {
    const seen = view.targetOf[target[row] ?? 0] ?? 0;
    if (isWantedTarget[seen] !== 1) continue;
    const door = doorKey(seen, port[row] ?? 0, protocol[row] ?? 0);
    const ofDoor = knocks.get(door);
    if (ofDoor === undefined || isExpectedThere(view, door, source[row] ?? 0)) continue;
    addKnock(ofDoor, slot[row] ?? 0, decision, source[row] ?? 0);
  }
}

function numberBlocks(addresses: readonly string[]): AddKnock {
  const blockOf = new Int32Array(addresses.length).fill(-1);
  const numbers = new Map<string, number>();
  return (knocks, slot, decision, source) => {
    let block = blockOf[source] ?? -1;
    if (block < 0) {
      const name = networkBlock(addresses[source] ?? '');
      block = numbers.get(name) ?? numbers.size;
      numbers.set(name, block);
      blockOf[source] = block;
    }
    knocks.push(packKnock(slot, decision, block));
  };
}
