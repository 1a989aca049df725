import type { DeniedColumns, PortKey } from '../../model/facts.ts';
import type { ThresholdGroup } from '../../model/threshold-rule.ts';
import { placesOfPorts } from '../history/view-day.ts';
import { ipv4Number } from '../match/ipv4-number.ts';
import { networkPrefix } from '../match/network-block.ts';
import type { WindowView } from '../view-window.ts';

/** What rows are told apart by. Rules group by these and by source and target together, and want them to be distinct. */
export type Trait = Exclude<ThresholdGroup, 'source+target'>;

/** A number for each row of a table of facts: rows with the same number are alike. */
export interface RowNumbers {
  /** Numbers are below this. */
  readonly size: number;
  readonly at: (row: number) => number;
}

/** Numbers the rows of a table by a trait; `ports` are those that rows are looked at on. */
export type NumberRows = (columns: DeniedColumns, trait: Trait, ports: readonly PortKey[]) => RowNumbers;

/** Makes the numbering of a window; sources are looked at only for the traits that are asked for, and once. */
export function numberRows(view: WindowView): NumberRows {
  const { address, country } = view.facts.sources;
  const prefixes = once(() => numberBy(address, prefixName));
  const countries = once(() => numberBy(country, (code) => code));
  return ({ source, target, port, protocol }, trait, ports) => {
    if (trait === 'source') return { size: address.length, at: (row) => source[row] ?? 0 };
    if (trait === 'target') return { size: view.targets.length, at: (row) => view.targetOf[target[row] ?? 0] ?? 0 };
    if (trait === 'port') {
      const placeOf = placesOfPorts(ports);
      return { size: ports.length, at: (row) => placeOf(port[row] ?? 0, protocol[row] ?? 0) };
    }
    const { size, ofSource } = trait === 'prefix' ? prefixes() : countries();
    return { size, at: (row) => ofSource[source[row] ?? 0] ?? 0 };
  };
}

/** Of IPv4 a number, which costs less than a text. */
function prefixName(address: string): string | number {
  const number = ipv4Number(address);
  return number < 0 ? networkPrefix(address) : Math.floor(number / 256);
}

function numberBy(
  texts: readonly string[],
  nameOf: (text: string) => string | number,
): { readonly size: number; readonly ofSource: Uint32Array } {
  const numbers = new Map<string | number, number>();
  const ofSource = Uint32Array.from(texts, (text) => {
    const name = nameOf(text);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
  return { size: numbers.size, ofSource };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
