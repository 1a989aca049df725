import type { AllowedColumns, DeniedColumns, Facts } from '../model/facts.ts';
import { packFacts } from './pack-facts.ts';

/** Packs facts into as few parts as it takes for each to stay within `mostBytes`; the parts add up to the facts. */
export function packInParts(facts: Facts, mostBytes: number): readonly Uint8Array[] {
  const whole = packFacts(facts);
  if (whole.length <= mostBytes) return [whole];
  for (let parts = Math.ceil((whole.length * 1.2) / mostBytes); ; parts = Math.ceil(parts * 1.5)) {
    const packed = splitFacts(facts, parts).map(packFacts);
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
    const denied = sliceColumns(facts.denied, ...range(facts.denied.flows.length));
    const allowed = sliceColumns(facts.allowed, ...range(facts.allowed.flows.length));
    const totals = facts.totals.slice(...range(facts.totals.length));
    const rest = part === 0 ? {} : { lag: [], records: 0, tuples: 0, rejected: 0 };
    return onlyUsedSources({ ...facts, ...rest, denied, allowed, totals });
  });
}

function sliceColumns<T extends DeniedColumns | AllowedColumns>(columns: T, from: number, to: number): T {
  const entries = Object.entries(columns).map(([name, column]: [string, Uint32Array]) => [name, column.slice(from, to)]);
  return Object.fromEntries(entries) as T;
}

/** The same facts with a dictionary of the sources that occur. */
function onlyUsedSources(facts: Facts): Facts {
  const used = [...new Set([...facts.denied.source, ...facts.allowed.source])];
  const place = new Map(used.map((from, to) => [from, to]));
  const moved = <T extends DeniedColumns>(columns: T): T => ({
    ...columns,
    source: columns.source.map((from) => place.get(from) ?? 0),
  });
  const sources = {
    address: used.map((from) => facts.sources.address[from] ?? ''),
    country: used.map((from) => facts.sources.country[from] ?? ''),
  };
  return { ...facts, sources, denied: moved(facts.denied), allowed: moved(facts.allowed) };
}
