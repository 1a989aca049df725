import type { DeniedColumns } from '../../model/facts.ts';
import { eachLetIn } from '../let-in-doors.ts';
import { type RowsBySource, rowsBySource } from '../rows-by-source.ts';
import { compareDoors, type DoorKey, doorKey, doorPort, doorTarget, isExpectedThere, type WindowView } from '../view-window.ts';

/** A source's first let-in through a door in the window, with the denials it had met by then. */
export interface FirstLetIn {
  /** Index of the source. */
  readonly source: number;
  readonly door: DoorKey;
  /** Slot of the let-in. */
  readonly slot: number;
  /** Rows of `allowed` of this source and door, the whole window. */
  readonly letInRows: readonly number[];
  /** Rows of `denied` of this source on watched ports, up to and with `slot`. */
  readonly deniedRows: readonly number[];
  /** Of the doors that count, those of the same target or port, the one with the most denied flows; null where it was denied at none. */
  readonly deniedMost: { readonly door: DoorKey; readonly flows: number } | null;
}

/** One that met enough denials: a breakthrough unless the door is open. */
export interface Candidate extends FirstLetIn {
  /** The door whose denials decide: the most flows of those that count. */
  readonly deniedAt: DoorKey;
}

/**
 * Finds the let-ins that follow denials: denied so many times on one watched port of a target, then (or in the same slot) let in on a
 * watched port of that target or on the same port of another. Where a source is expected, its let-ins are left out.
 *
 * Sources that were let in through any of the doors are few; only their denials are looked at.
 *
 * @param doors let-ins through others are left out
 */
export function findCandidates(view: WindowView, leastDenials: number, doors: ReadonlySet<DoorKey>): Candidate[] {
  const { sources, denied } = view.facts;
  const letIns = letInsBySource(view, doors);
  const denials = rowsBySource(denied, view.isWatched, letIns.keys(), sources.address.length);
  return [...denials].flatMap(([source, rows]) => candidatesOf(view, source, letIns.get(source) ?? [], rows, leastDenials));
}

function letInsBySource(view: WindowView, doors: ReadonlySet<DoorKey>): RowsBySource {
  const groups = new Map<number, number[]>();
  eachLetIn(view, (door, row) => {
    if (!doors.has(door)) return;
    const source = view.facts.allowed.source[row] ?? 0;
    const rows = groups.get(source);
    if (rows === undefined) groups.set(source, [row]);
    else rows.push(row);
  });
  return groups;
}

function candidatesOf(
  view: WindowView,
  source: number,
  letIns: readonly number[],
  denials: readonly number[],
  leastDenials: number,
): Candidate[] {
  if (sumFlows(view.facts.denied, denials) < leastDenials) return [];
  return firstLetIns(view, source, letIns, denials)
    .filter(({ door }) => !isExpectedThere(view, door, source))
    .flatMap((letIn) => {
      const { deniedMost } = letIn;
      return deniedMost !== null && deniedMost.flows >= leastDenials ? [{ ...letIn, deniedAt: deniedMost.door }] : [];
    });
}

/**
 * Lists a source's first let-in through each door, with the denials before it, few or many.
 *
 * @param letIns its rows of `allowed` on watched ports
 * @param denials its rows of `denied` on watched ports
 */
export function firstLetIns(
  view: WindowView,
  source: number,
  letIns: readonly number[],
  denials: readonly number[],
): FirstLetIn[] {
  return [...rowsByDoor(view, view.facts.allowed, letIns)].map(([door, letInRows]) => {
    const slot = firstSlot(view.facts.allowed, letInRows);
    const deniedRows = denials.filter((row) => (view.facts.denied.slot[row] ?? 0) <= slot);
    return { source, door, slot, letInRows, deniedRows, deniedMost: mostDenied(view, flowsByDoor(view, deniedRows), door) };
  });
}

function mostDenied(view: WindowView, denied: ReadonlyMap<DoorKey, number>, door: DoorKey): FirstLetIn['deniedMost'] {
  const counting = [...denied].filter(([at]) => isRelated(at, door));
  const [first] = counting.sort(([a, flowsA], [b, flowsB]) => flowsB - flowsA || compareDoors(view, a, b));
  return first === undefined ? null : { door: first[0], flows: first[1] };
}

function isRelated(denied: DoorKey, letIn: DoorKey): boolean {
  return doorTarget(denied) === doorTarget(letIn) || doorPort(denied) === doorPort(letIn);
}

/** First slot of some rows. */
export function firstSlot({ slot }: DeniedColumns, rows: readonly number[]): number {
  return rows.reduce((least, row) => Math.min(least, slot[row] ?? least), Number.POSITIVE_INFINITY);
}

/** Last slot of some rows. */
export function lastSlot({ slot }: DeniedColumns, rows: readonly number[]): number {
  return rows.reduce((most, row) => Math.max(most, slot[row] ?? most), 0);
}

/** Flows of some rows. */
export function sumFlows({ flows }: DeniedColumns, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + (flows[row] ?? 0), 0);
}

/** Denied flows of some rows by door. */
export function flowsByDoor(view: WindowView, deniedRows: readonly number[]): Map<DoorKey, number> {
  const doors = rowsByDoor(view, view.facts.denied, deniedRows);
  return new Map([...doors].map(([door, rows]) => [door, sumFlows(view.facts.denied, rows)]));
}

function rowsByDoor(view: WindowView, columns: DeniedColumns, rows: readonly number[]): Map<DoorKey, number[]> {
  return Map.groupBy(rows, (row) => {
    const target = view.targetOf[columns.target[row] ?? 0] ?? 0;
    return doorKey(target, columns.port[row] ?? 0, columns.protocol[row] ?? 0);
  });
}
