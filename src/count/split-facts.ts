import type { Facts } from '../model/facts.ts';
import { alignFacts } from './concat-facts.ts';
import { packFacts } from './pack-facts.ts';
import { allowedRows, deniedRows } from './rows-of-columns.ts';

/** Rows pack to hardly less: with fewer parts than this asks for they need not be tried. */
const leastBytesOfRow = 3.5;

/** Packs facts into about as few parts as it takes for each to stay within `mostBytes`; the parts add up to the facts. */
export function packInParts(facts: Facts, mostBytes: number): readonly Uint8Array[] {
  const rows = facts.denied.flows.length + facts.allowed.flows.length;
  const fewest = Math.max(1, Math.ceil((rows * leastBytesOfRow) / mostBytes));
  for (let parts = fewest; ; parts = Math.ceil(parts * 1.5)) {
    const packed = parts === 1 ? [packFacts(facts)] : splitFacts(facts, parts).map(packFacts);
    if (packed.every(({ length }) => length <= mostBytes)) return packed;
  }
}

/** Splits by rows, in the order they stand; the first part holds what is no row of a source (totals, lag, counts). */
function splitFacts(facts: Facts, parts: number): readonly Facts[] {
  return Array.from({ length: parts }, (_, part) => {
    const range = (rows: number): readonly [number, number] => [
      Math.floor((rows * part) / parts),
      Math.floor((rows * (part + 1)) / parts),
    ];
    const denied = deniedRows(facts.denied, ...range(facts.denied.flows.length));
    const allowed = allowedRows(facts.allowed, ...range(facts.allowed.flows.length));
    const totals = facts.totals.slice(...range(facts.totals.length));
    const rest = part === 0 ? {} : { lag: [], records: 0, tuples: 0, rejected: 0 };
    return onlyNamed({ ...facts, ...rest, denied, allowed, totals });
  });
}

/** The same facts without the sources, targets and rules of other parts. */
function onlyNamed(facts: Facts): Facts {
  return alignFacts([facts]).parts[0] ?? facts;
}
