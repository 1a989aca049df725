import { networkPrefix } from '../match/network-block.ts';

/** Sources by their prefixes. */
export interface NumberedPrefixes {
  /** Number of the prefix of each source. */
  readonly ofSource: Uint32Array;
  readonly count: number;
}

/** A window that is looked at again and again, as in a replay, has one list of sources. */
const known = new WeakMap<readonly string[], NumberedPrefixes>();

/** Numbers the prefixes (IPv4 /24, IPv6 /48) of sources. */
export function numberPrefixes(sources: readonly string[]): NumberedPrefixes {
  const numbered = known.get(sources) ?? numberAll(sources);
  known.set(sources, numbered);
  return numbered;
}

function numberAll(sources: readonly string[]): NumberedPrefixes {
  const ipv6 = new Map<string, number>();
  const prefixes = new Uint32Array(sources.length);
  for (let source = 0; source < prefixes.length; source++) {
    const text = sources[source] ?? '';
    const prefix = ipv4Prefix(text);
    prefixes[source] = prefix < 0 ? ipv4Prefixes + numberOf(ipv6, networkPrefix(text)) : prefix;
  }
  return numberDistinct(prefixes);
}

const ipv4Prefixes = 2 ** 24;

function numberOf(numbers: Map<string, number>, text: string): number {
  const number = numbers.get(text) ?? numbers.size;
  numbers.set(text, number);
  return number;
}

/** The /24 of an IPv4 address as a number, for which no text has to be made; -1 of an IPv6 source. */
function ipv4Prefix(source: string): number {
  let prefix = 0;
  let part = 0;
  for (let i = 0; i < source.length; i++) {
    const character = source.charCodeAt(i);
    if (character === colon) return -1;
    if (character === dot) prefix = prefix * 256 + part;
    part = character === dot ? 0 : part * 10 + character - zero;
  }
  return prefix;
}

const colon = 0x3a;
const dot = 0x2e;
const zero = 0x30;

/** Numbers equal values alike, in the order met: open addressing, as a Map of a million numbers takes far more time and room. */
function numberDistinct(values: Uint32Array): NumberedPrefixes {
  const mask = 2 ** Math.ceil(Math.log2(values.length * 2 + 1)) - 1;
  /** Place of the first such value + 1; 0 free. */
  const slots = new Uint32Array(mask + 1);
  const ofSource = new Uint32Array(values.length);
  let count = 0;
  for (let place = 0; place < values.length; place++) {
    const value = values[place] ?? 0;
    let slot = (Math.imul(value, 0x9e3779b1) >>> 7) & mask;
    while (slots[slot] !== 0 && values[(slots[slot] ?? 0) - 1] !== value) slot = (slot + 1) & mask;
    const first = slots[slot] ?? 0;
    if (first === 0) slots[slot] = place + 1;
    ofSource[place] = first === 0 ? count++ : (ofSource[first - 1] ?? 0);
  }
  return { ofSource, count };
}
