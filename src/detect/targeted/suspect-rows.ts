import { doorKey, isExpectedThere, type WindowView } from '../view-window.ts';
import type { RankedPorts } from './ranked-ports.ts';
import { hourNumber } from './window-hours.ts';

/** A door of the suspects: index of the target in the view × number of watched ports + rank of the port. */
export type RankedDoor = number;

/** The denied attempts of some sources, those of a source one after the other: from `start` up to, without, `end`, by index of the source. */
export interface SuspectRows {
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Two numbers an attempt: door × 32 + number of the clock hour, and flows. */
  readonly cells: Uint32Array;
}

/**
 * Groups the denied attempts of some sources in two passes over all denied rows; those at doors where their source is expected are left
 * out.
 */
export function groupRows(
  view: WindowView,
  { ports, rankOf }: RankedPorts,
  sources: Iterable<number>,
  isExpectedAnywhere: (source: string) => boolean,
): SuspectRows {
  const { facts, targetOf } = view;
  const { slot, source, target, port, protocol, flows } = facts.denied;
  const kinds = kindsOf(facts.sources.address, sources, isExpectedAnywhere);
  const { start, length } = layOut(source, kinds);
  const end = start.slice();
  const cells = new Uint32Array(length * 2);
  for (let row = 0; row < slot.length; row++) {
    const from = source[row] ?? 0;
    if (kinds[from] === leftOut) continue;
    const rank = rankOf(port[row] ?? 0, protocol[row] ?? 0);
    if (rank < 0 || flows[row] === 0) continue;
    const seen = targetOf[target[row] ?? 0] ?? 0;
    if (kinds[from] === expected && isExpectedThere(view, doorKey(seen, port[row] ?? 0, protocol[row] ?? 0), from)) continue;
    const at = (end[from] ?? 0) * 2;
    end[from] = (end[from] ?? 0) + 1;
    cells[at] = (seen * ports.length + rank) * 32 + hourNumber(slot[row] ?? 0);
    cells[at + 1] = flows[row] ?? 0;
  }
  return { start, end, cells };
}

/** Visits the attempts of a source: door, flows and the number of the clock hour. */
export function eachAttempt(
  { start, end, cells }: SuspectRows,
  source: number,
  visit: (door: RankedDoor, flows: number, hour: number) => void,
): void {
  const last = (end[source] ?? 0) * 2;
  for (let at = (start[source] ?? 0) * 2; at < last; at += 2) {
    const key = cells[at] ?? 0;
    visit(key >>> 5, cells[at + 1] ?? 0, key & 31);
  }
}

/** Kinds of sources: left out, taken, taken but where it is expected. */
const leftOut = 0;
const taken = 1;
const expected = 2;

function kindsOf(
  addresses: readonly string[],
  sources: Iterable<number>,
  isExpectedAnywhere: (source: string) => boolean,
): Uint8Array {
  const kinds = new Uint8Array(addresses.length);
  for (const source of sources) {
    if (kinds[source] === leftOut) kinds[source] = isExpectedAnywhere(addresses[source] ?? '') ? expected : taken;
  }
  return kinds;
}

/** Room for all rows of each source that is taken. */
function layOut(source: Uint32Array, kinds: Uint8Array): { readonly start: Uint32Array; readonly length: number } {
  const start = new Uint32Array(kinds.length);
  for (let row = 0; row < source.length; row++) {
    const from = source[row] ?? 0;
    if (kinds[from] !== leftOut) start[from] = (start[from] ?? 0) + 1;
  }
  let length = 0;
  for (let from = 0; from < start.length; from++) {
    const rows = start[from] ?? 0;
    start[from] = length;
    length += rows;
  }
  return { start, length };
}
