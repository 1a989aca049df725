import type { DetectionSettings } from '../model/settings.ts';
import { expectedAnywhere } from './match/expected-at-door.ts';
import { ipv4Number } from './match/ipv4-number.ts';
import { networkBlock } from './match/network-block.ts';
import { type DoorKey, isExpectedThere, type WindowView } from './view-window.ts';

/** What is asked of the same sources again and again, each looked at once. By index of the source. */
export interface SourceNotes {
  /** Whether it is expected at any door at all. */
  readonly isExpectedAnywhere: (source: number) => boolean;
  readonly isExpectedThere: (door: DoorKey, source: number) => boolean;
  /** A number for its network block (IPv4 /16, IPv6 /32). */
  readonly blockOf: (source: number) => number;
  /** The name of a numbered block, as `networkBlock` gives it. */
  readonly nameOfBlock: (block: number) => string;
}

const [untested, unexpected, expected] = [0, 1, 2];

/** Prepares notes on the sources of a window, with nothing noted yet. */
export function noteSources(view: WindowView, settings: Pick<DetectionSettings, 'expectedSources'>): SourceNotes {
  const { address } = view.facts.sources;
  const isAnywhere = expectedAnywhere(settings);
  const tested = new Uint8Array(address.length);
  const isExpectedAnywhere = (source: number): boolean => {
    if (tested[source] === untested) tested[source] = isAnywhere(address[source] ?? '') ? expected : unexpected;
    return tested[source] === expected;
  };
  return {
    isExpectedAnywhere,
    isExpectedThere: (door, source) => isExpectedAnywhere(source) && isExpectedThere(view, door, source),
    ...numberBlocks(address),
  };
}

/** IPv4 blocks are numbered by what they are, below this; IPv6 blocks from it on as they come. */
const ipv4Blocks = 0x10000;

function numberBlocks(addresses: readonly string[]): Pick<SourceNotes, 'blockOf' | 'nameOfBlock'> {
  const known = new Int32Array(addresses.length).fill(-1);
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const numberOf = (address: string): number => {
    const ipv4 = ipv4Number(address);
    if (ipv4 >= 0) return Math.floor(ipv4 / 0x10000);
    const name = networkBlock(address);
    const number = numbers.get(name) ?? ipv4Blocks + names.length;
    if (number === ipv4Blocks + names.length) names.push(name);
    numbers.set(name, number);
    return number;
  };
  return {
    blockOf: (source) => {
      if (known[source] === -1) known[source] = numberOf(addresses[source] ?? '');
      return known[source] ?? -1;
    },
    nameOfBlock: (block) => (block < ipv4Blocks ? `${block >> 8}.${block & 255}` : (names[block - ipv4Blocks] ?? '')),
  };
}
